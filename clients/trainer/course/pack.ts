/* pack.ts -- a story as a package for a learning platform: the zip of the site (build/course.mjs) with the story, its
 * faces, and what SCORM 1.2 (imsmanifest.xml) and cmi5 (cmi5.xml) ask. One file serves both. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { escaped } from '../../core/escaped.mjs';
import { COURSE_FILE, type Course } from '../../course/course';

interface MadeCourse {
  readonly course: Course;
  readonly address: string; // Where this story is played on our own site: its name in the world.
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/* Content Packaging of SCORM 1.2; `files`: all that is in the package. */
export function imsmanifest({ course }: MadeCourse, files: readonly string[]): string {
  const title = `<title>${escaped(course.titles.nl.title)}</title>`;
  return `${HEAD}
<manifest identifier="dilemmakamer-${course.story}" version="1.0"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="course">
<organization identifier="course">${title}
<item identifier="story" identifierref="page">${title}</item>
</organization>
</organizations>
<resources>
<resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
${files.map((name) => `<file href="${escaped(name)}"/>`).join('\n')}
</resource>
</resources>
</manifest>
`;
}

/* Course structure of cmi5: done is done, there is no score to pass with. */
export function cmi5({ course, address }: MadeCourse): string {
  const said = (name: 'title' | 'intro'): string =>
    (['nl', 'en'] as const)
      .map((lang) => `<langstring lang="${lang}">${escaped(course.titles[lang][name])}</langstring>`)
      .join('');
  const about = `<title>${said('title')}</title><description>${said('intro')}</description>`;
  return `${HEAD}
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="${escaped(address)}">${about}</course>
<au id="${escaped(address)}#story" moveOn="Completed" launchMethod="AnyWindow">${about}<url>index.html</url></au>
</courseStructure>
`;
}

/* `read`: a file of the site, by its address. */
type Read = (address: string) => Promise<Uint8Array>;

const nameOf = (address: string): string => address.slice(address.lastIndexOf('/') + 1);

async function facesOf(story: Uint8Array, beside: string, read: Read): Promise<Zippable> {
  const { faces } = JSON.parse(strFromU8(story)) as { readonly faces: readonly string[] };
  const folder = beside.slice(0, -nameOf(beside).length);
  const drawn = await Promise.all(faces.map(async (name) => [name, await read(folder + name)] as const));
  return Object.fromEntries(drawn);
}

/* `zip` and `story`: addresses of files of the site. */
export async function packed(made: MadeCourse, zip: string, story: string, read: Read): Promise<Uint8Array> {
  const [page, played] = await Promise.all([read(zip), read(story)]);
  const files: Zippable = {
    ...unzipSync(page),
    [nameOf(story)]: played,
    ...(await facesOf(played, story, read)),
    [COURSE_FILE]: strToU8(JSON.stringify(made.course)),
    'cmi5.xml': strToU8(cmi5(made)),
  };
  return zipSync({ 'imsmanifest.xml': strToU8(imsmanifest(made, Object.keys(files))), ...files }, { level: 9 });
}
