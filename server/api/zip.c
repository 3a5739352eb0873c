/* The format: APPNOTE.TXT of PKWARE, 4.3. */
#include "api/zip.h"

#include <assert.h>

#define DATE_NONE  0x21u /* 1 January 1980: the first day that a zip knows. */
#define NAMES_UTF8 0x800u

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

static void set_32(struct buffer *out, size_t at, uint32_t value)
{
    for (uint32_t i = 0; i < 4; i++)
        out->data[at + i] = (uint8_t)(value >> (8 * i));
}

/* Four bits at a time, from a table of sixteen. */
uint32_t zip_crc(struct bytes data)
{
    static const uint32_t table[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC,
                                       0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
                                       0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                       0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    uint32_t crc = 0xFFFFFFFFu;

    for (size_t i = 0; i < data.size; i++) {
        crc = crc >> 4 ^ table[(crc ^ data.data[i]) & 15u];
        crc = crc >> 4 ^ table[(crc ^ (uint32_t)data.data[i] >> 4) & 15u];
    }
    return ~crc;
}

/* What the head of a file and its line in the list have in common. */
static void put_facts(struct buffer *out, const struct zip_file *file)
{
    put_16(out, 20); /* 2.0 opens it. */
    put_16(out, NAMES_UTF8);
    put_16(out, 0); /* As it is. */
    put_16(out, 0); /* Midnight. */
    put_16(out, DATE_NONE);
    put_32(out, file->crc);
    put_32(out, file->size);
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

void zip_end(struct zip *z)
{
    struct zip_file *file = &z->files[z->count++];
    const size_t head = z->start + file->at;
    struct bytes content;

    if (z->out->overflowed)
        return;
    content = (struct bytes){z->out->data + z->content, z->out->size - z->content};
    file->size = (uint32_t)content.size;
    file->crc = zip_crc(content);
    set_32(z->out, head + 14, file->crc);
    set_32(z->out, head + 18, file->size);
    set_32(z->out, head + 22, file->size);
}

void zip_put(struct zip *z, const char *name, const char *content)
{
    zip_begin(z, name);
    buffer_append_text(z->out, content);
    zip_end(z);
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
