/* access.mjs -- what no rule of axe looks at, for a page that is shown: texts with more space between their letters,
 * words and lines (WCAG 1.4.12), and a walk over it by Tab: everything is reached (2.1.1, 2.1.2), seen to have the
 * focus (2.4.7), and not covered by something else (2.4.11). Each gives sentences about what is wrong. */

/* As 1.4.12 has it. */
const SPACE = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }`;

const TABS_MAX = 300; // No page has so many places.
const AROUND_PX = 8; // So far outside an element its focus may be drawn.

/* In the page: what is cut when texts need more room. */
function cutTexts() {
  const says = (element) =>
    `${element.tagName.toLowerCase()}.${element.className || ''} "${element.innerText.slice(0, 30)}"`;
  const cut = [...document.querySelectorAll('body *')].filter((element) => {
    const onlyHeard = element.closest('.hidden-text') !== null || getComputedStyle(element).clipPath === 'inset(50%)';
    if (!(element instanceof HTMLElement) || element.innerText.trim() === '' || onlyHeard) return false;
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const hides = (way) => way === 'hidden' || way === 'clip';
    return (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1 && textOverflow === 'clip') ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 2)
    );
  });
  return cut.map((element) => `cut when its text has more space: ${says(element)}`);
}

export async function spacingProblems(page) {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, SPACE);
  const problems = await page.evaluate(cutTexts);
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1))
    problems.push('scrolls sideways when its text has more space');
  await page.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
  return problems;
}

/* In the page: who has the focus now, as a number in order of arrival, where it stands, and what covers it. */
function focused() {
  globalThis.walked ??= [];
  const element = document.activeElement;
  if (element === null || element === document.body || element === document.documentElement) return null;
  const known = globalThis.walked.includes(element);
  if (!known) globalThis.walked.push(element);
  // A box that is drawn by its label has no place of its own.
  const drawn = element.labels?.[0]?.contains(element) ? element.labels[0] : element;
  const { x, y, width, height } = drawn.getBoundingClientRect();
  const points = [0.5, 0.1, 0.9].flatMap((right) =>
    [0.5, 0.1, 0.9].map((down) => [x + width * right, y + height * down]),
  );
  const over = points.map(([left, top]) => document.elementFromPoint(left, top));
  const shown = over.some((hit) => hit !== null && (drawn.contains(hit) || hit.contains(drawn)));
  const words = element.innerText || element.getAttribute('aria-label') || element.value || '';
  const name = `${element.tagName.toLowerCase()}.${element.className || element.id} "${words.slice(0, 30)}"`;
  return { known, name, shown, x, y, width, height };
}

/* In the page: what takes the focus, and was not walked over. Of radio buttons with one name one is enough. */
function missed() {
  const inside = document.querySelector('dialog[open]') ?? document;
  const group = (element) => (element.type === 'radio' && element.name ? `radio ${element.name}` : element);
  const walked = new Set(globalThis.walked.map(group));
  const may = [...inside.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.disabled &&
      element.checkVisibility({ checkVisibilityCSS: true }) &&
      element.closest('[inert]') === null,
  );
  const says = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.innerText.slice(0, 30)}"`;
  return may.filter((element) => !walked.has(group(element))).map((element) => `not reached by Tab: ${says(element)}`);
}

/* The picture around it, with and without the focus: the same when nothing shows it. */
async function isSeen(page, { x, y, width, height }) {
  const size = page.viewportSize();
  const left = Math.max(0, x - AROUND_PX);
  const top = Math.max(0, y - AROUND_PX);
  const clip = {
    x: left,
    y: top,
    width: Math.min(size.width, x + width + AROUND_PX) - left,
    height: Math.min(size.height, y + height + AROUND_PX) - top,
  };
  if (clip.width <= 0 || clip.height <= 0) return false;
  const picture = await page.screenshot({ clip, caret: 'hide' });
  await page.evaluate(() => {
    globalThis.unseen = document.activeElement;
    document.activeElement.blur();
  });
  const without = await page.screenshot({ clip, caret: 'hide' });
  await page.evaluate(() => globalThis.unseen.focus({ preventScroll: true, focusVisible: true }));
  return !picture.equals(without);
}

export async function keyboardProblems(page) {
  const problems = [];
  await page.evaluate(() => {
    globalThis.walked = [];
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  for (let i = 0; i < TABS_MAX; i++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(focused);
    if (place === null) continue; // Out of the page, and in again at its beginning.
    if (place.known) break;
    if (!place.shown) problems.push(`covered while it has the focus: ${place.name}`);
    else if (!(await isSeen(page, place))) problems.push(`does not show that it has the focus: ${place.name}`);
  }
  return problems.concat(await page.evaluate(missed));
}
