/* trainer_key.c -- the key of the server, of which the folder keeps only a hash, in hexadecimal:
 * read, made, written so that a full disk leaves the old one. See trainer_key.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "keys/trainer_key.h"
#include "base/hex.h"
#include "sys/log.h"

static int digit_of(char c)
{
    static const char hex_digits[] = "0123456789abcdef";
    const char *found = c != '\0' ? strchr(hex_digits, c) : NULL;

    return found != NULL ? (int)(found - hex_digits) : -1;
}

static bool from_hex(const char *text, uint8_t hash[TOKEN_HASH_BYTES])
{
    for (uint32_t i = 0; i < TOKEN_HASH_BYTES; i++) {
        const int high = digit_of(text[2 * i]);
        const int low = high < 0 ? -1 : digit_of(text[2 * i + 1]);
        if (low < 0)
            return false;
        hash[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool path_of(const char *folder, const char *name, char path[1024])
{
    return snprintf(path, 1024, "%s/%s", folder, name) < 1024;
}

enum result trainer_key_read(const char *folder, uint8_t hash[TOKEN_HASH_BYTES])
{
    char path[1024], text[2 * TOKEN_HASH_BYTES + 2] = "";
    enum result result = RESULT_INVALID;
    FILE *file;

    if (!path_of(folder, "trainer-key", path))
        return RESULT_IO;
    file = fopen(path, "r");
    if (file == NULL)
        return errno == ENOENT ? RESULT_NOT_FOUND : RESULT_IO;
    if (fgets(text, sizeof text, file) != NULL && from_hex(text, hash))
        result = RESULT_OK;
    fclose(file);
    return result;
}

static bool write_text(const char *path, const char *text, size_t size)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok;

    if (fd < 0)
        return false;
    ok = write(fd, text, size) == (ssize_t)size && fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

/* Write beside the old file first, so that a full disk leaves the old key, and never half a key. */
static enum result write_key(const char *folder, const uint8_t hash[TOKEN_HASH_BYTES])
{
    char text[2 * TOKEN_HASH_BYTES + 1], path[1024], next[1024];

    if (!path_of(folder, "trainer-key", path) || !path_of(folder, "trainer-key.new", next))
        return RESULT_IO;
    hex_write(text, hash, TOKEN_HASH_BYTES);
    text[2 * TOKEN_HASH_BYTES] = '\n';
    if (write_text(next, text, sizeof text) && rename(next, path) == 0)
        return RESULT_OK;
    unlink(next);
    return RESULT_IO;
}

void trainer_key_forget(const char *folder)
{
    char path[1024];

    if (path_of(folder, "trainer-key", path))
        unlink(path);
}

enum result trainer_key_make(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1])
{
    struct token key;
    enum result result;

    token_make(&key);
    result = write_key(folder, key.hash);
    if (result == RESULT_OK) {
        memcpy(hash, key.hash, TOKEN_HASH_BYTES);
        memcpy(fresh, key.text, sizeof key.text);
    }
    return result;
}

enum result trainer_key_open(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1])
{
    enum result result = trainer_key_read(folder, hash);

    fresh[0] = '\0';
    if (result == RESULT_NOT_FOUND)
        result = trainer_key_make(folder, hash, fresh);
    if (result != RESULT_OK)
        log_error("api", "trainer_key_unusable", log_text("folder", folder),
                  log_text("result", result_name(result)));
    return result == RESULT_INVALID ? RESULT_IO : result;
}
