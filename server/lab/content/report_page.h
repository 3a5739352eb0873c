/* report_page.h -- lines of JSON as a page: what clients/report was built to (one file with script
 * and style in it, no requests), with the lines put in. */
#ifndef DK_LAB_CONTENT_REPORT_PAGE_H
#define DK_LAB_CONTENT_REPORT_PAGE_H

#include "base/bytes.h"

/* Writes the page to `path`. clients: folder with the built screens; lines: one object a line, as
 * --json prints them. false: it was told on stderr why not. */
bool report_page_write(const char *clients, const char *path, struct bytes lines, uint32_t lang);

#endif
