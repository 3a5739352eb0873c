/* escaped.mjs -- a text within HTML or XML, in an element or between double quotes: for the screens and
 * for the scripts that build them. */
export const escaped = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
