/* cover.tsx -- before a story inside a learning platform, and after it. */
import type { JSX } from 'preact';
import { Button } from '../ui/button';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import type { Course } from './course';

/* platform: it does not answer. elsewhere: it was begun on another device, or this one forgot it. storage: nothing can
 * be kept here. */
export type Missed = 'platform' | 'elsewhere' | 'storage';

interface CoverProps {
  readonly course: Course;
  readonly missed: Missed | null;
  readonly tells: boolean; // There is a platform that hears of it.
  readonly busy: boolean;
  readonly onBegin: () => void;
}

export function Cover({ course, missed, tells, busy, onBegin }: CoverProps): JSX.Element {
  const { t, lang } = useText();
  const { title, intro } = course.titles[lang];
  return (
    <PhonePage
      page="course"
      menu={<ReadingMenu />}
      bar={
        <>
          <Button kind="main" full busy={busy} off={missed === 'storage'} onClick={onBegin}>
            {t('solo.go')}
          </Button>
          <p class="tiny soft center">{t(tells ? 'course.promise' : 'course.promise_alone')}</p>
        </>
      }
    >
      <LampScene />
      <p class="eyebrow block-small">{t('course.minutes', { n: course.minutes })}</p>
      <h1>{title}</h1>
      {missed !== null && (
        <p class="sheet" role="status">
          {t(`course.missed_${missed}`)}
        </p>
      )}
      <div class="story opening">
        <p>{intro}</p>
      </div>
      <p class="block-small">{t('course.how')}</p>
    </PhonePage>
  );
}

export function Opening(): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage page="course-opening">
      <h1 class="quiet-title">{t('participant.opening')}</h1>
      <div role="status">
        <LampScene />
      </div>
    </PhonePage>
  );
}

export function Left(): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage page="course-left">
      <LampScene />
      <h1>{t('course.left')}</h1>
      <p role="status">{t('course.left_what')}</p>
    </PhonePage>
  );
}
