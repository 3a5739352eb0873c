/* file.h -- whole files of the library, written so that they outlive a power cut. */
#ifndef DK_LIBRARY_FILE_H
#define DK_LIBRARY_FILE_H

#include "base/bytes.h"
#include "base/result.h"

/* Read a whole file into memory from malloc, which the caller frees. RESULT_NOT_FOUND; RESULT_FULL:
 * it is larger than bytes_max; RESULT_NO_MEMORY; RESULT_IO. */
enum result file_read(const char *path, size_t bytes_max, struct bytes *out);
/* Write a file from pieces; only its owner may read it. True: its content is durable; its name is
 * once folder_sync of its folder says so. */
bool file_write(const char *path, const struct bytes *pieces, uint32_t count);
/* The names in this folder are durable when this says true. */
bool folder_sync(const char *path);
/* Make a folder and those above it; only its owner may look inside. Also true when it is there. */
bool folder_make(const char *path);

#endif
