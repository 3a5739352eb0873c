/* rewrite.h -- the screens are changed once, when the server starts, before anybody is served:
 * they get the whole address of the site, and the style of a house (dress.h). What is changed is
 * served without a packed form. */
#ifndef DK_EDGE_REWRITE_H
#define DK_EDGE_REWRITE_H

#include <stdio.h>

#include "edge/static.h"

/* Writes to `out` what the content becomes. */
typedef void rewrite_fn(FILE *out, const struct static_file *file, const void *with);

/* RESULT_OK or RESULT_NO_MEMORY; then the file is as it was. */
enum result rewrite(struct static_file *file, rewrite_fn *write, const void *with);
/* Append `text` with `what` as `becomes`, wherever it stands. */
void rewrite_replaced(FILE *out, struct bytes text, const char *what, const char *becomes);
bool rewrite_is_page(const struct static_file *file);

/* `origin`: as origin_read writes it, with its path. Messengers show a picture beside a shared link
 * only by its whole address, so that is put into the pages (og:image). The page for an address
 * that is none is shown at any depth, so its links begin at the top, which is below the path.
 * Comes after static_dress. RESULT_OK or RESULT_NO_MEMORY. */
enum result rewrite_origin(struct static_files *files, const char *origin);

#endif
