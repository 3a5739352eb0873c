/* scenario_archive_test.c -- a session finds the story that it began with, whatever the program of
 * today knows more than the one that kept it. */
#include "library/scenario_archive.h"
#include "test.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES 512
#define STORY      "kort-kratten"
#define EARLIER    STORY "-0123456789abcdef"

struct place {
    char folder[32], root[64], data[64], kept[128];
    struct scenario_library library;
};

static void link_to_tree(const char *root, const char *name)
{
    char from[PATH_BYTES], to[PATH_BYTES];

    snprintf(from, sizeof from, "%s/scenarios/%s", test_source_root(), name);
    snprintf(to, sizeof to, "%s/%s", root, name);
    CHECK_EQ(symlink(from, to), 0);
}

/* A data folder with one story in its archive, under the name that an earlier program gave it. */
static void place_make(struct place *p)
{
    char todays[PATH_BYTES];

    snprintf(p->folder, sizeof p->folder, "/tmp/archive-XXXXXX");
    CHECK(mkdtemp(p->folder) != NULL);
    snprintf(p->root, sizeof p->root, "%s/scenarios", p->folder);
    snprintf(p->data, sizeof p->data, "%s/data", p->folder);
    snprintf(p->kept, sizeof p->kept, "%s/content/" EARLIER, p->data);
    CHECK(mkdir(p->root, 0700) == 0 && mkdir(p->data, 0700) == 0);
    link_to_tree(p->root, "catalogue");
    link_to_tree(p->root, STORY);
    CHECK_EQ(scenario_library_open(&p->library, p->root), RESULT_OK);
    CHECK_EQ(p->library.count, 1);
    CHECK_EQ(scenario_archive_keep(&p->library, p->root, p->data), RESULT_OK);
    snprintf(todays, sizeof todays, "%s/content/" STORY "-%016llx", p->data,
             (unsigned long long)p->library.offered[0]->hash);
    CHECK_EQ(rename(todays, p->kept), 0);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static void place_remove(struct place *p)
{
    scenario_library_close(&p->library);
    CHECK_EQ(nftw(p->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
}

/* Write a file of the archive anew, without what is below `keys` ("own.names"). */
static void leave_out(const struct place *p, const char *file, const char *keys)
{
    char path[PATH_BYTES], whole[64], *text;
    cJSON *root, *place;
    FILE *out;

    snprintf(path, sizeof path, "%s/catalogue/%s", p->kept, file);
    text = test_read_file(path, NULL);
    root = place = cJSON_Parse(text);
    free(text);
    snprintf(whole, sizeof whole, "%s", keys);
    for (char *key = strtok(whole, "."), *next; key != NULL; key = next) {
        next = strtok(NULL, ".");
        CHECK(cJSON_HasObjectItem(place, key));
        if (next == NULL)
            cJSON_DeleteItemFromObjectCaseSensitive(place, key);
        else
            place = cJSON_GetObjectItem(place, key);
    }
    text = cJSON_PrintUnformatted(root);
    CHECK_EQ(unlink(path), 0); /* The store keeps what it has. */
    out = fopen(path, "w");
    CHECK(out != NULL && fputs(text, out) >= 0 && fclose(out) == 0);
    cJSON_Delete(root);
    free(text);
}

static void leave_out_file(const struct place *p, const char *file)
{
    char path[PATH_BYTES];

    snprintf(path, sizeof path, "%s/catalogue/%s", p->kept, file);
    CHECK_EQ(unlink(path), 0);
}

/* What was kept, beside the story on offer; NULL: it is not there. */
static const struct scenario *loaded(struct place *p)
{
    scenario_archive_load(&p->library, p->root, p->data);
    return p->library.kept_count == 2 ? p->library.kept[1] : NULL;
}

static bool same_texts(const struct text *a, const struct text *b)
{
    return bytes_equal(a->in[0], b->in[0]) && bytes_equal(a->in[1], b->in[1]) && a->in[0].size > 0;
}

/* As the program before team model 6 and before own teams kept it. */
TEST(a_story_that_was_kept_before_its_catalogue_had_new_texts_is_there)
{
    struct place p;
    const struct scenario *story;

    place_make(&p);
    leave_out(&p, "nl/story.json", "own");
    leave_out(&p, "en/story.json", "own");
    leave_out(&p, "nl/causes.json", "conflict");
    leave_out(&p, "en/causes.json", "conflict");
    leave_out(&p, "causes.json", "terms.conflict");
    leave_out(&p, "nl/problems.json", "forks_thin");
    leave_out_file(&p, "words.json");
    leave_out_file(&p, "en/layers.json");
    story = loaded(&p);
    CHECK(story != NULL);
    if (story != NULL) {
        const struct catalogue *is = story->catalogue, *todays = p.library.catalogue;

        CHECK(is != todays);
        CHECK(!bytes_equal(story->version, p.library.offered[0]->version));
        CHECK(same_texts(&is->own_story, &todays->own_story));
        CHECK(same_texts(&is->causes[SIM_TERM_CONFLICT][0].text,
                         &todays->causes[SIM_TERM_CONFLICT][0].text));
        CHECK(same_texts(&is->layers[0], &todays->layers[0]));
        CHECK(same_texts(&is->figures[0].name, &todays->figures[0].name));
    }
    place_remove(&p);
}

TEST(a_story_that_was_kept_without_the_team_model_is_left_where_it_is)
{
    struct place p;

    place_make(&p);
    leave_out(&p, "model.json", "profiles");
    CHECK(loaded(&p) == NULL);
    CHECK_EQ(access(p.kept, F_OK), 0);
    place_remove(&p);
}

TEST(a_story_that_is_on_offer_is_not_loaded_twice)
{
    struct place p;

    place_make(&p);
    CHECK_EQ(scenario_archive_keep(&p.library, p.root, p.data), RESULT_OK);
    leave_out_file(&p, "model.json");
    CHECK(loaded(&p) == NULL);
    place_remove(&p);
}

/* Whoever plays began lately; whatever the order in which a folder has its names. */
TEST(when_there_is_no_room_for_all_the_story_that_was_offered_last_is_there)
{
    static const char *const names[2] = {STORY "-0000000000000001", STORY "-0000000000000002"};

    for (uint32_t newest = 0; newest < 2; newest++) {
        struct place p;
        char path[PATH_BYTES];
        struct bytes version = {NULL, 0};

        place_make(&p);
        for (uint32_t i = 0; i < 2; i++) {
            const struct timespec at = {time(NULL) - (i == newest ? 1000 : 5000), 0};

            snprintf(path, sizeof path, "%s/content/%s", p.data, names[i]);
            if (i == newest) {
                leave_out(&p, "nl/layers.json", "task");
                CHECK_EQ(rename(p.kept, path), 0);
            } else {
                CHECK_EQ(scenario_archive_keep(&p.library, p.root, p.data), RESULT_OK);
                snprintf(p.kept + strlen(p.kept) - 16, 17, "%016llx",
                         (unsigned long long)p.library.offered[0]->hash);
                CHECK_EQ(rename(p.kept, path), 0);
                snprintf(p.kept, sizeof p.kept, "%s/content/" EARLIER, p.data);
            }
            CHECK_EQ(utimensat(AT_FDCWD, path, (struct timespec[2]){at, at}, 0), 0);
        }
        version = p.library.offered[0]->version;
        p.library.kept_count = LIBRARY_KEPT_MAX - LIBRARY_SCENARIOS_MAX - 1; /* One more. */
        scenario_archive_load(&p.library, p.root, p.data);
        CHECK_EQ(p.library.kept_count, LIBRARY_KEPT_MAX - LIBRARY_SCENARIOS_MAX);
        /* The newest lacks a text, so it has another version. */
        CHECK(p.library.kept[p.library.kept_count - 1] != NULL);
        CHECK(!bytes_equal(p.library.kept[p.library.kept_count - 1]->version, version));
        place_remove(&p);
    }
}

static struct stat status_of(const struct place *p, uint32_t story, const char *file)
{
    const struct scenario *kept = p->library.offered[story];
    char path[PATH_BYTES];
    struct stat status;

    snprintf(path, sizeof path, "%s/content/%.*s-%016llx/catalogue/%s", p->data, (int)kept->id.size,
             (const char *)kept->id.data, (unsigned long long)kept->hash, file);
    CHECK_EQ(stat(path, &status), 0);
    return status;
}

TEST(stories_that_are_kept_at_one_start_have_one_catalogue_on_disk)
{
    static const char *const files[] = {"model.json", "nl/layers.json", "en/layers.json"};
    struct place p;

    place_make(&p);
    link_to_tree(p.root, "open-kaart");
    scenario_library_close(&p.library);
    CHECK_EQ(scenario_library_open(&p.library, p.root), RESULT_OK);
    CHECK_EQ(p.library.count, 2);
    CHECK_EQ(scenario_archive_keep(&p.library, p.root, p.data), RESULT_OK);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char source[PATH_BYTES];
        struct stat whole;

        snprintf(source, sizeof source, "%s/scenarios/catalogue/%s", test_source_root(), files[i]);
        CHECK_EQ(stat(source, &whole), 0);
        CHECK_EQ(status_of(&p, 0, files[i]).st_size, whole.st_size);
        CHECK(status_of(&p, 0, files[i]).st_ino == status_of(&p, 1, files[i]).st_ino);
        CHECK(status_of(&p, 0, files[i]).st_ino != whole.st_ino);
    }
    place_remove(&p);
}

/* A story with folders in its own, so many levels below it: is it kept? */
static enum result kept_with_levels(uint32_t levels)
{
    struct place p;
    char path[PATH_BYTES], command[2 * PATH_BYTES];
    enum result result;

    place_make(&p);
    snprintf(path, sizeof path, "%s/" STORY, p.root);
    CHECK_EQ(unlink(path), 0);
    snprintf(command, sizeof command, "cp -r %s/scenarios/" STORY " %s", test_source_root(),
             p.root);
    CHECK_EQ(system(command), 0);
    for (uint32_t i = 0; i < levels; i++) {
        strcat(path, "/d");
        CHECK_EQ(mkdir(path, 0700), 0);
    }
    result = scenario_archive_keep(&p.library, p.root, p.data);
    place_remove(&p);
    return result;
}

TEST(the_folder_of_a_story_is_as_deep_as_it_may_be_and_no_deeper)
{
    CHECK_EQ(kept_with_levels(3), RESULT_OK); /* With its own folder: ARCHIVE_DEPTH_MAX. */
    CHECK_EQ(kept_with_levels(4), RESULT_IO);
}
