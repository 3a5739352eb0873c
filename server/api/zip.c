/* The format: APPNOTE.TXT of PKWARE, 4.3. */
#include "api/zip.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#define DATE_NONE  0x21u /* 1 January 1980: the first day that a zip knows. */
#define NAMES_UTF8 0x800u
#define DEFLATED   8u
#define WINDOW_RAW (-15) /* 32 KiB, without a head of zlib's own. */
#define MEMORY     8

static void put_16(struct buffer *out, uint32_t value)
{
    buffer_append_byte(out, (uint8_t)value);
    buffer_append_byte(out, (uint8_t)(value >> 8));
}

static void put_32(struct buffer *out, uint32_t value)
{
    put_16(out, value & 0xFFFFu);
    put_16(out, value >> 16);
}

static void set_16(struct buffer *out, size_t at, uint32_t value)
{
    out->data[at] = (uint8_t)value;
    out->data[at + 1] = (uint8_t)(value >> 8);
}

static void set_32(struct buffer *out, size_t at, uint32_t value)
{
    for (uint32_t i = 0; i < 4; i++)
        out->data[at + i] = (uint8_t)(value >> (8 * i));
}

/* What the head of a file and its line in the list have in common. */
static void put_facts(struct buffer *out, const struct zip_file *file)
{
    put_16(out, 20); /* 2.0 opens it. */
    put_16(out, NAMES_UTF8);
    put_16(out, file->packed ? DEFLATED : 0);
    put_16(out, 0); /* Midnight. */
    put_16(out, DATE_NONE);
    put_32(out, file->crc);
    put_32(out, file->packed_size);
    put_32(out, file->size);
    put_16(out, (uint32_t)strlen(file->name));
    put_16(out, 0);
}

void zip_init(struct zip *z, struct buffer *out)
{
    *z = (struct zip){.out = out, .start = out->size};
}

void zip_begin(struct zip *z, const char *name)
{
    struct zip_file *file = &z->files[z->count];

    assert(z->count < ZIP_FILES_MAX);
    *file = (struct zip_file){.name = name, .at = (uint32_t)(z->out->size - z->start)};
    buffer_append_text(z->out, "PK\x03\x04");
    put_facts(z->out, file);
    buffer_append_text(z->out, name);
    z->content = z->out->size;
}

/* Deflates into `packed`, which has as many bytes as the content, and gives the size; 0: it does
 * not become smaller. */
static size_t deflate_into(struct bytes content, uint8_t *packed)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)content.data,
                  .avail_in = (uInt)content.size,
                  .next_out = packed,
                  .avail_out = (uInt)content.size};
    size_t size = 0;

    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW_RAW, MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    if (deflate(&z, Z_FINISH) == Z_STREAM_END)
        size = z.total_out;
    deflateEnd(&z);
    return size;
}

/* In place of the content; without memory for it, it stays as it is. */
static void pack(struct zip *z, struct zip_file *file, struct bytes content)
{
    uint8_t *packed = content.size > 0 ? malloc(content.size) : NULL;
    const size_t size = packed == NULL ? 0 : deflate_into(content, packed);

    if (size > 0) {
        memcpy(z->out->data + z->content, packed, size);
        z->out->size = z->content + size;
        file->packed_size = (uint32_t)size;
        file->packed = true;
    }
    free(packed);
}

static void end(struct zip *z, bool packed)
{
    struct zip_file *file = &z->files[z->count++];
    const size_t head = z->start + file->at;
    struct bytes content;

    if (z->out->overflowed)
        return;
    content = (struct bytes){z->out->data + z->content, z->out->size - z->content};
    file->size = file->packed_size = (uint32_t)content.size;
    file->crc = (uint32_t)crc32(0, content.data, (uInt)content.size);
    if (packed)
        pack(z, file, content);
    set_16(z->out, head + 8, file->packed ? DEFLATED : 0);
    set_32(z->out, head + 14, file->crc);
    set_32(z->out, head + 18, file->packed_size);
    set_32(z->out, head + 22, file->size);
}

void zip_end(struct zip *z)
{
    end(z, true);
}

void zip_put(struct zip *z, const char *name, const char *content)
{
    zip_begin(z, name);
    buffer_append_text(z->out, content);
    end(z, false);
}

void zip_finish(struct zip *z)
{
    const uint32_t list = (uint32_t)(z->out->size - z->start);

    for (uint32_t i = 0; i < z->count; i++) {
        buffer_append_text(z->out, "PK\x01\x02");
        put_16(z->out, 20);
        put_facts(z->out, &z->files[i]);
        put_16(z->out, 0); /* No comment, on disk 0, nothing of the file system. */
        put_16(z->out, 0);
        put_16(z->out, 0);
        put_32(z->out, 0);
        put_32(z->out, z->files[i].at);
        buffer_append_text(z->out, z->files[i].name);
    }
    buffer_append_text(z->out, "PK\x05\x06");
    put_32(z->out, 0);
    put_16(z->out, z->count);
    put_16(z->out, z->count);
    put_32(z->out, (uint32_t)(z->out->size - z->start) - list - 12);
    put_32(z->out, list);
    put_16(z->out, 0);
}
