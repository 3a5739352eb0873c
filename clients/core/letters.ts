/* letters.ts -- the letters of a text as people count them: an emoji of a family of four is one, and so is a letter
 * with its accents. */

/* One for the whole page: making one takes far longer than using it, and a desk asks for each chair that it draws. */
const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter() : null;

/* In an older browser code points, of which there are no fewer. */
export const lettersIn = (text: string): string[] =>
  segmenter === null ? Array.from(text) : Array.from(segmenter.segment(text), ({ segment }) => segment);
