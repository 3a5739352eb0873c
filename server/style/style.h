/* style.h -- a house style: one file of JSON, with a logo and letters beside it when it names
 * those.
 *
 *   {"name": "Leerkamer Kustlijn",
 *    "logo": "logo.svg", "logo_dark": "logo-donker.svg", "icon": "icoon.svg",
 *    "fonts": {"story": {"file": "koppen.woff2", "weights": "400 700"},
 *              "tool": {"family": "Verdana, sans-serif"}},
 *    "light": {"page": "#ffffff", "brand": "#003f72"},
 *    "dark": {}, "wall": {"light": {}, "dark": {}}}
 *
 * Everything may be left out, and is then ours. Colours are the tokens of tokens.def. A style in
 * which something cannot be seen well enough (pairs.def) is refused. README.md beside this file is
 * for whoever makes one. */
#ifndef DK_STYLE_STYLE_H
#define DK_STYLE_STYLE_H

#include "base/result.h"
#include "edge/dress.h"
#include "style/contrast.h"

#define STYLE_WHY_BYTES_MAX 400

struct house_style;

/* RESULT_NOT_FOUND: there is no such file. RESULT_INVALID: it cannot be used, whatever is wrong.
 * `why` is a whole sentence but for its beginning, "'style.json' ". */
enum result house_style_open(struct house_style **out, const char *path,
                             char why[STYLE_WHY_BYTES_MAX]);
void house_style_close(struct house_style *style); /* takes NULL */
const struct dress *house_style_dress(const struct house_style *style);
/* What was left out of its drawings; "" when nothing was. */
const char *house_style_left_out(const struct house_style *style);

/* As house_style_open, but tells of every pair, and of a style that is too faint as well: *faint
 * is how many pairs are. `name` is that of the house. */
#define STYLE_NAME_BYTES_MAX 61
enum result house_style_look(const char *path, contrast_fn *tell, void *arg, uint32_t *faint,
                             char name[STYLE_NAME_BYTES_MAX], char why[STYLE_WHY_BYTES_MAX]);

#endif
