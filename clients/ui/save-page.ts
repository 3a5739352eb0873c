/* save-page.ts -- a report as a page of its own, in one file: it needs no server, asks nothing of the network and has
 * no script. Letters are those of the device that opens it. */
import '../core/later';
import { escaped } from '../core/escaped.mjs';
import { saveFile } from './save-file';

/* What it takes from the styles of this page: all but what is fetched. */
function styles(): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules
    .filter((rule) => !(rule instanceof CSSFontFaceRule))
    .map((rule) => rule.cssText)
    .join('\n');
}

async function inlined(source: string): Promise<string> {
  const blob = await (await fetch(source)).blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

/* A face that many rooms show is fetched once, and stands in each place. */
async function withPictures(paper: HTMLElement): Promise<void> {
  const known = new Map<string, Promise<string>>();
  const pictures = [...paper.querySelectorAll('img')];
  for (const { src } of pictures) if (!known.has(src)) known.set(src, inlined(src));
  for (const picture of pictures) picture.src = (await known.get(picture.src)) ?? '';
}

/* Without what some system does not take in the name of a file, or takes for more than a name. */
export const fileName = (title: string, ending: string): string =>
  `${title
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')}.${ending}`;

/** False: there is nothing to save yet. */
export async function savePaper(title: string): Promise<boolean> {
  const shown = document.querySelector<HTMLElement>('.paper, .my-paper');
  if (shown === null) return false;
  const paper = shown.cloneNode(true) as HTMLElement;
  for (const one of paper.querySelectorAll('.no-print')) one.remove(); // Buttons, and what is typed into.
  await withPictures(paper);
  const page = [
    '<!doctype html>',
    `<html lang="${document.documentElement.lang}" class="paper-alone" data-theme="light">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${styles()}</style></head>`,
    `<body><main>${paper.outerHTML}</main></body></html>`,
  ];
  saveFile(fileName(title, 'html'), 'text/html;charset=utf-8', page.join('\n'));
  return true;
}
