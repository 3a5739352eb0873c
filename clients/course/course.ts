/* course.ts -- which story is in this package: a file beside the page, that whoever made the package put in
 * (trainer/course). */
import type { Lang } from '../core/types';

export const COURSE_FILE = 'course.json';

export interface Course {
  readonly story: string;
  readonly minutes: number;
  readonly titles: Readonly<Record<Lang, CourseTitle>>;
}

interface CourseTitle {
  readonly title: string;
  readonly intro: string;
}

export async function courseLook(): Promise<Course | null> {
  try {
    const response = await fetch(COURSE_FILE, { credentials: 'same-origin' });
    return response.ok ? ((await response.json()) as Course) : null;
  } catch {
    return null;
  }
}
