/* zip.h -- a zip of files that are written one after the other into a buffer, each deflated (zlib)
 * when it is whole. Enough for the spreadsheets that we make. */
#ifndef DK_API_ZIP_H
#define DK_API_ZIP_H

#include "base/buffer.h"

#define ZIP_FILES_MAX 16

struct zip {
    struct buffer *out; /* Borrowed; overflow is seen there. */
    struct zip_file {
        const char *name; /* Borrowed. */
        uint32_t at;      /* Where its head begins, from the start of the zip. */
        uint32_t size, packed_size, crc;
        bool packed;
    } files[ZIP_FILES_MAX];
    uint32_t count;
    size_t start; /* Of the zip in the buffer. */
    size_t content;
};

void zip_init(struct zip *z, struct buffer *out);
/* What is appended to the buffer from here on, up to zip_end, is the file of this name. */
void zip_begin(struct zip *z, const char *name);
/* It is packed, where that makes it smaller. */
void zip_end(struct zip *z);
/* A small file, as it is: the type of a document is read where it stands. */
void zip_put(struct zip *z, const char *name, const char *content);
/* The list of files; then it is whole. */
void zip_finish(struct zip *z);

#endif
