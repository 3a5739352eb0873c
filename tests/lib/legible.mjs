// legible.mjs -- in a page: every word that is shown, and whether it can be read. For the wall, which nobody can
// scroll and which is read from eight metres, and for whatever people write where little fits.

/** What cannot be read, a line each. `least`: letters of fewer pixels are too small; `contrast`: less is too faint
 *  (0: not asked); `wall`: one screen, of which nothing may be outside. Runs in the browser. */
export function illegible({ least = 0, contrast = 0, wall = false }) {
  const shown = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('.hidden-text, .skip-link, script, style, option') !== null)
      continue;
    if (!element.checkVisibility() || getComputedStyle(element).clipPath === 'inset(50%)') continue; // Only heard.
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length > 0) shown.push({ element, boxes, text: node.data.trim().slice(0, 30) });
  }
  const found = new Set();
  const says = (what, { element, text }) =>
    found.add(`${what}: “${text}” in ${element.getAttribute('class') || element.localName}`);

  /* ---- size ---- */
  const sizeOf = (element) => {
    const px = Number.parseFloat(getComputedStyle(element).fontSize);
    const drawn = element.closest('svg') !== null && element.getScreenCTM?.();
    return drawn ? px * drawn.a : px * element.currentCSSZoom;
  };
  for (const one of shown) {
    const px = sizeOf(one.element);
    if (px < least - 0.1) says(`${px.toFixed(1)} px`, one);
  }

  /* ---- contrast ---- */
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const behind = (element) => {
    if (element === null) return [255, 255, 255, 1];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] > 0.99 ? own : over(own, behind(element.parentElement));
  };
  const light = (color) => {
    const [r, g, b] = color.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /* A letter in a drawing lies on the shape under it. */
  const shapeUnder = (element) => {
    const box = element.getBoundingClientRect();
    const all = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const shape = all.find((one) => one instanceof SVGGeometryElement && getComputedStyle(one).fill !== 'none');
    return shape === undefined ? behind(element) : over(rgba(getComputedStyle(shape).fill), behind(element));
  };
  const ratio = (element) => {
    const ground = element.closest('svg') === null ? behind(element) : shapeUnder(element);
    const style = getComputedStyle(element);
    const ink = over(rgba(element.closest('svg') === null ? style.color : style.fill), ground);
    const [dark, bright] = [light(ink), light(ground)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  if (contrast > 0)
    for (const one of shown) {
      const now = ratio(one.element);
      if (now < contrast - 0.01) says(`contrast ${now.toFixed(1)}`, one);
    }

  /* ---- whole ---- */
  /* Shortened where everybody sees that it is: with three dots. */
  const dotted = ({ webkitLineClamp, textOverflow }) => webkitLineClamp !== 'none' || textOverflow === 'ellipsis';
  const clips = (value) => value === 'hidden' || value === 'clip' || (wall && value !== 'visible');
  for (const one of shown) {
    const edges = [{ left: 0, right: innerWidth, top: wall ? 0 : -1e9, bottom: wall ? innerHeight : 1e9 }];
    let scrolls = false; // Or it is shortened.
    for (let at = one.element; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const { overflowX, overflowY } = style;
      if (dotted(style)) scrolls = true;
      scrolls ||= !wall && overflowX === 'auto';
      if (!clips(overflowX) && !clips(overflowY)) continue;
      const box = at.getBoundingClientRect();
      edges.push({
        left: clips(overflowX) ? box.left : -1e9,
        right: clips(overflowX) ? box.right : 1e9,
        top: clips(overflowY) ? box.top : -1e9,
        bottom: clips(overflowY) ? box.bottom : 1e9,
      });
    }
    for (const box of scrolls ? [] : one.boxes)
      for (const edge of edges) {
        const slack = box.height / 4; // The air above and below letters may be cut.
        if (box.left < edge.left - 2 || box.right > edge.right + 2) says('cut at the side', one);
        if (box.top < edge.top - slack || box.bottom > edge.bottom + slack) says('cut above or below', one);
      }
  }

  /* ---- nothing over it ---- */
  const floats = (element) => {
    for (let at = element; at !== null; at = at.parentElement)
      if (/sticky|fixed/.test(getComputedStyle(at).position)) return true; // A bar that what is below scrolls under.
    return false;
  };
  const clamped = (element) => dotted(getComputedStyle(element)) || dotted(getComputedStyle(element.parentElement));
  const lying = shown.filter(({ element }) => !floats(element) && !clamped(element));
  const letters = lying.flatMap((one) =>
    one.boxes.map((box) => ({
      one,
      left: box.left + 1,
      right: box.right - 1,
      top: box.top + box.height * 0.3,
      bottom: box.bottom - box.height * 0.3,
    })),
  );
  letters.sort((a, b) => a.top - b.top);
  for (const [i, a] of letters.entries())
    for (let k = i + 1; k < letters.length && letters[k].top < a.bottom; k++) {
      const b = letters[k];
      if (a.one !== b.one && b.left < a.right && a.left < b.right) says(`over “${b.one.text}”`, a.one);
    }
  const main = document.querySelector('main');
  if (wall && main !== null && main.scrollHeight > main.clientHeight + 2)
    found.add(`the picture is ${main.scrollHeight - main.clientHeight} px too high`);
  return [...found];
}
