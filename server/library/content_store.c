#include "library/content_store.h"

#include "base/hex.h"
#include "library/file.h"
#include "sys/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define STORE_PATH_MAX 768

static bool path_of(const char *store, struct bytes content, char out[STORE_PATH_MAX])
{
    char name[2 * SHA256_BYTES + 1] = "";
    uint8_t hash[SHA256_BYTES];

    sha256(content, hash);
    hex_write(name, hash, sizeof hash);
    return snprintf(out, STORE_PATH_MAX, "%s/%s", store, name) < STORE_PATH_MAX;
}

/* Write it under another name first, so that half a file never has a name that says it is whole. */
static bool write_kept(const char *store, struct bytes content, const char *kept)
{
    char half[STORE_PATH_MAX];

    if (snprintf(half, sizeof half, "%s/.half", store) >= (int)sizeof half)
        return false;
    if (file_write(half, &content, 1) && rename(half, kept) == 0)
        return true;
    unlink(half);
    return false;
}

bool content_store_put(const char *store, struct bytes content, const char *to)
{
    char kept[STORE_PATH_MAX];

    if (!path_of(store, content, kept))
        return false;
    if (link(kept, to) == 0)
        return true;
    if (errno == ENOENT && write_kept(store, content, kept) && link(kept, to) == 0)
        return true;
    return file_write(to, &content, 1); /* No hard links here, or as many as a file may have. */
}

void content_store_sweep(const char *store)
{
    char path[STORE_PATH_MAX];
    DIR *folder = opendir(store);
    struct dirent *entry;
    struct stat status;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (snprintf(path, sizeof path, "%s/%s", store, entry->d_name) >= (int)sizeof path)
            continue;
        if (stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1)
            unlink(path);
    }
    if (folder != NULL)
        closedir(folder);
}
