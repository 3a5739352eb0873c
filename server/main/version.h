/* version.h -- which version this is. */
#ifndef DK_MAIN_VERSION_H
#define DK_MAIN_VERSION_H

#define VERSION_TEXT_BYTES_MAX 64

/* "0.1.0 (1a2b3c4d5e6f)"; the commit is "unknown" in a tree without git. Returns `out`. */
const char *version_text(char out[VERSION_TEXT_BYTES_MAX]);

/* The same as labels of a metric: version="0.1.0",commit="1a2b3c4d5e6f". Returns `out`. */
const char *version_labels(char out[VERSION_TEXT_BYTES_MAX]);

#endif
