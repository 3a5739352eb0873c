/* content_store_test.c -- a file is kept once, whatever folders it stands in. */
#include "library/content_store.h"
#include "library/file.h"
#include "test.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_BYTES 128

struct place {
    char folder[32];
    char store[PATH_BYTES], one[PATH_BYTES], other[PATH_BYTES];
};

static void place_make(struct place *place)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/content-XXXXXX");
    CHECK(mkdtemp(place->folder) != NULL);
    snprintf(place->store, PATH_BYTES, "%s/files", place->folder);
    snprintf(place->one, PATH_BYTES, "%s/one.json", place->folder);
    snprintf(place->other, PATH_BYTES, "%s/other.json", place->folder);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static void place_remove(const struct place *place)
{
    CHECK_EQ(nftw(place->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void check_holds(const char *path, const char *text)
{
    struct bytes content;

    CHECK_EQ(file_read(path, 1000, &content), RESULT_OK);
    CHECK(content.size == strlen(text) && memcmp(content.data, text, content.size) == 0);
    free((void *)content.data);
}

static int64_t files_in(const char *path)
{
    DIR *folder = opendir(path);
    int64_t count = 0;

    CHECK(folder != NULL);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
        count += entry->d_name[0] != '.';
    if (folder != NULL)
        closedir(folder);
    return count;
}

TEST(the_same_content_is_on_the_disk_once)
{
    struct place place;
    struct stat one, other;

    place_make(&place);
    CHECK_EQ(mkdir(place.store, 0700), 0);
    CHECK(content_store_put(place.store, bytes_of("{\"a\": 1}"), place.one));
    CHECK(content_store_put(place.store, bytes_of("{\"a\": 1}"), place.other));
    CHECK_EQ(files_in(place.store), 1);
    CHECK_EQ(stat(place.one, &one), 0);
    CHECK_EQ(stat(place.other, &other), 0);
    CHECK_EQ(one.st_ino, other.st_ino);
    CHECK_EQ(one.st_mode & 0777, 0600);
    check_holds(place.other, "{\"a\": 1}");
    place_remove(&place);
}

TEST(what_stands_in_no_folder_any_more_goes_and_the_rest_stays)
{
    struct place place;

    place_make(&place);
    CHECK_EQ(mkdir(place.store, 0700), 0);
    CHECK(content_store_put(place.store, bytes_of("kept"), place.one));
    CHECK(content_store_put(place.store, bytes_of("not kept"), place.other));
    CHECK_EQ(remove(place.other), 0);
    content_store_sweep(place.store);
    CHECK_EQ(files_in(place.store), 1);
    check_holds(place.one, "kept");
    place_remove(&place);
}

/* As on a file system without hard links: nothing can be shared. */
TEST(without_a_store_files_are_copies)
{
    struct place place;

    place_make(&place);
    CHECK(content_store_put(place.store, bytes_of("text"), place.one));
    CHECK(content_store_put(place.store, bytes_of("text"), place.other));
    check_holds(place.one, "text");
    check_holds(place.other, "text");
    content_store_sweep(place.store);
    CHECK(!content_store_put(place.store, bytes_of("text"), "/nowhere/at/all.json"));
    place_remove(&place);
}
