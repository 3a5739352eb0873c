/* earlier_test.c -- the catalogue of an earlier version is read by the program of today, whatever
 * texts it lacks; what decides how a play goes is its own, or it is not read. */
#include "small.h"

#include "base/hash.h"
#include "test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#define FILES_MAX 64

/* The catalogue of the tree, changed on its way into the compiler, and what was read of it. */
struct version {
    const char *without; /* A part of the names of files that are not there; NULL: all are. */
    void (*edit)(const struct version *v, const char *path, cJSON *root);
    uint32_t depth, share, rest; /* For drop_share(). */
    const char *only;
    char *kept[FILES_MAX];
    char paths[FILES_MAX][64];
    uint32_t count;
    uint64_t hash; /* Of what was read. */
};

static enum result version_read(void *arg, const char *path, struct bytes *out)
{
    struct version *v = arg;
    char whole[1024], *text;
    cJSON *root;

    if (v->without != NULL && strstr(path, v->without) != NULL)
        return RESULT_NOT_FOUND;
    snprintf(whole, sizeof whole, "%s/scenarios/%s", test_source_root(), path);
    text = test_read_file(whole, NULL);
    if (text != NULL && v->edit != NULL) {
        root = cJSON_Parse(text);
        free(text);
        v->edit(v, path, root);
        text = cJSON_PrintUnformatted(root);
        cJSON_Delete(root);
    }
    CHECK(text != NULL && v->count < FILES_MAX);
    *out = bytes_of(text);
    snprintf(v->paths[v->count], sizeof v->paths[0], "%s", path);
    v->kept[v->count++] = text;
    v->hash = hash64(v->hash, path, strlen(path));
    v->hash = hash64(v->hash, out->data, out->size);
    return RESULT_OK;
}

static void version_close(struct version *v)
{
    while (v->count > 0)
        free(v->kept[--v->count]);
}

static struct problem_list problems;

/* NULL: it is refused. `v` is to be closed. */
static struct catalogue *read_earlier(struct version *v, struct version *today)
{
    const struct content_reader reader = {version_read, v}, today_reader = {version_read, today};
    struct catalogue *out;

    problems = (struct problem_list){0};
    v->hash = HASH64_START;
    catalogue_compile_earlier(&reader, &today_reader, small_catalogue(), &out, &problems);
    if (out != NULL) {
        CHECK_EQ(problems.errors, 0);
        CHECK(out->hash == v->hash);
    }
    version_close(today);
    return out;
}

static enum result read_strictly(struct version *v)
{
    const struct content_reader reader = {version_read, v};
    struct catalogue *out;
    enum result result;

    problems = (struct problem_list){0};
    result = catalogue_compile(&reader, &out, &problems);
    catalogue_free(out);
    version_close(v);
    return result;
}

/* ---- comparing ------------------------------------------------------------------------------ */

static void check_texts(const char *what, const struct text *are, const struct text *todays,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
            if (!bytes_equal(are[i].in[lang], todays[i].in[lang]))
                test_fail(__FILE__, __LINE__, "%s %u is another text, or none", what, i);
}

static void check_words(const char *what, const struct catalogue_words *are,
                        const struct catalogue_words *todays, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        CHECK_EQ(are[i].levels_count, todays[i].levels_count);
        CHECK(memcmp(are[i].below, todays[i].below, sizeof are[i].below) == 0);
        CHECK(are[i].bit == todays[i].bit && are[i].much == todays[i].much);
        check_texts(what, &are[i].name, &todays[i].name, 1);
        check_texts(what, are[i].level, todays[i].level, FIGURE_LEVELS_MAX);
        check_texts(what, are[i].change, todays[i].change, 4);
    }
}

#define CHECK_TEXTS(field)                                                                         \
    check_texts(#field, (const struct text *)c->field, (const struct text *)t->field,              \
                sizeof c->field / sizeof(struct text))

static void check_lists(const struct catalogue *c, const struct catalogue *t)
{
    for (uint32_t i = 0; i < t->interventions_count; i++) {
        check_texts("intervention", &c->interventions[i].name, &t->interventions[i].name, 1);
        check_texts("intervention", &c->interventions[i].text, &t->interventions[i].text, 1);
    }
    for (uint32_t i = 0; i < t->sim.pulses_count; i++)
        check_texts("pulse", &c->pulses[i].name, &t->pulses[i].name, 1);
    for (uint32_t i = 0; i < t->references_count; i++) {
        check_texts("reference", &c->references[i].title, &t->references[i].title, 1);
        check_texts("reference", &c->references[i].text, &t->references[i].text, 1);
    }
    for (uint32_t i = 0; i < t->cards_count; i++) {
        check_texts("card", &c->cards[i].goal, &t->cards[i].goal, 1);
        for (uint32_t j = 0; j < t->cards[i].suggestions_count; j++)
            check_texts("suggestion", &c->cards[i].suggestions[j].text,
                        &t->cards[i].suggestions[j].text, 1);
    }
}

/* Both have the same texts where one needs to be. */
static void check_as_today(const struct catalogue *c)
{
    const struct catalogue *t = small_catalogue();

    CHECK_TEXTS(most);
    CHECK_TEXTS(problems);
    CHECK_TEXTS(phases);
    CHECK_TEXTS(layers);
    CHECK_TEXTS(weeks_later);
    CHECK_TEXTS(at_work);
    CHECK_TEXTS(own_names);
    CHECK_TEXTS(quiet);
    check_texts("own role", &c->own_role, &t->own_role, 1);
    check_texts("own story", &c->own_story, &t->own_story, 1);
    check_texts("little", &c->little, &t->little, 1);
    check_words("figure", c->figures, t->figures, FIGURES_COUNT);
    check_words("factor", c->factors, t->factors, SIM_FACTORS_COUNT);
    for (uint32_t term = 0; term < SIM_TERMS_COUNT; term++)
        for (uint32_t side = 0; side < 2; side++) {
            const struct catalogue_cause *is = &c->causes[term][side], *of = &t->causes[term][side];

            check_texts("cause", &is->title, &of->title, 1);
            check_texts("cause", &is->text, &of->text, 1);
            CHECK_EQ(is->certainty, of->certainty);
        }
    check_lists(c, t);
}

/* ---- what is taken out ---------------------------------------------------------------------- */

static bool is_text(const char *path)
{
    return strncmp(path, "catalogue/nl/", 13) == 0 || strncmp(path, "catalogue/en/", 13) == 0;
}

/* Leave out every `share`-th key at a depth, by its name, so that no language has it. */
static void drop_below(const struct version *v, cJSON *object, uint32_t depth)
{
    cJSON *next;

    for (cJSON *item = object->child; item != NULL; item = next) {
        next = item->next;
        if (item->string == NULL)
            continue;
        if (depth < v->depth)
            drop_below(v, item, depth + 1);
        else if (hash64(HASH64_START, item->string, strlen(item->string)) % v->share == v->rest)
            cJSON_Delete(cJSON_DetachItemViaPointer(object, item));
    }
}

static void drop_share(const struct version *v, const char *path, cJSON *root)
{
    const bool told =
        is_text(path) || strstr(path, "/causes.json") != NULL || strstr(path, "/words.json");

    if (told && (v->only == NULL || strstr(path, v->only) != NULL))
        drop_below(v, root, 1);
}

TEST(an_earlier_catalogue_has_the_texts_that_it_lacks_from_today)
{
    uint32_t refused = 0;

    for (uint32_t depth = 1; depth <= 4; depth++)
        for (uint32_t rest = 0; rest < 3; rest++) {
            struct version today = {0},
                           v = {.edit = drop_share, .depth = depth, .share = 3, .rest = rest};
            struct catalogue *c = read_earlier(&v, &today);

            version_close(&v);
            if (c == NULL)
                test_fail(__FILE__, __LINE__, "depth %u, part %u: %s %s: %s", depth, rest,
                          problems.items[0].file, problems.items[0].path,
                          problem_name(problems.items[0].id));
            else
                check_as_today(c);
            catalogue_free(c);
            refused += read_strictly(&v) == RESULT_INVALID;
        }
    CHECK(refused >= 6); /* Of today nothing that is needed may be missing. */
}

/* A language that came later, or of which a sentence was forgotten. */
TEST(an_earlier_catalogue_may_lack_texts_in_one_language)
{
    for (uint32_t depth = 1; depth <= 3; depth++) {
        struct version today = {0},
                       v = {.edit = drop_share, .depth = depth, .share = 2, .only = "/en/"};
        struct catalogue *c = read_earlier(&v, &today);

        version_close(&v);
        CHECK(c != NULL);
        if (c != NULL)
            check_as_today(c);
        catalogue_free(c);
    }
}

TEST(an_earlier_catalogue_may_lack_whole_files_for_people)
{
    static const char *const files[] = {
        "/causes.json",   "catalogue/causes.json", "/words.json",    "catalogue/words.json",
        "/cards.json",    "/theory.json",          "/sources.json",  "/phases.json",
        "/layers.json",   "/story.json",           "/problems.json", "/behaviours.json",
        "nl/pulses.json", "en/interventions.json", "/en/",           "/evidence.json"};

    for (uint32_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct version today = {0}, v = {.without = files[i]};
        struct catalogue *c = read_earlier(&v, &today);

        version_close(&v);
        if (c == NULL)
            test_fail(__FILE__, __LINE__, "without %s: %s", files[i],
                      problem_name(problems.items[0].id));
        else
            check_as_today(c);
        catalogue_free(c);
        CHECK_EQ(read_strictly(&v), RESULT_INVALID);
    }
}

/* ---- what is not taken from today ----------------------------------------------------------- */

static void drop_variants(const struct version *v, const char *path, cJSON *root)
{
    (void)v;
    if (!is_text(path) || strstr(path, "/causes.json") == NULL)
        return;
    for (cJSON *term = root->child; term != NULL; term = term->next)
        for (cJSON *side = term->child; side != NULL; side = side->next)
            cJSON_DeleteItemFromObjectCaseSensitive(side, "also");
}

/* People would read another sentence about what they saw before. */
TEST(what_may_be_missing_is_not_added_to_an_earlier_catalogue)
{
    struct version today = {0}, v = {.edit = drop_variants};
    struct catalogue *c = read_earlier(&v, &today);
    uint32_t more = 0;

    CHECK(c != NULL);
    for (uint32_t term = 0; c != NULL && term < SIM_TERMS_COUNT; term++) {
        CHECK(c->causes[term][0].variants_count <= 1);
        more += small_catalogue()->causes[term][0].variants_count > 1;
    }
    CHECK(more > 10);
    catalogue_free(c);
    version_close(&v);
}

TEST(without_what_decides_how_a_play_goes_it_is_not_read)
{
    static const char *const files[] = {"catalogue/pulses.json", "catalogue/model.json",
                                        "catalogue/interventions.json"};

    for (uint32_t i = 0; i < 3; i++) {
        struct version today = {0}, v = {.without = files[i]};
        struct catalogue *c = read_earlier(&v, &today);

        CHECK(c == NULL);
        CHECK_EQ(problems.items[0].id, PROBLEM_FILE_MISSING);
        CHECK_TEXT(problems.items[0].file, files[i]);
        catalogue_free(c);
        version_close(&v);
    }
}

static void drop_profile(const struct version *v, const char *path, cJSON *root)
{
    (void)v;
    if (strcmp(path, "catalogue/model.json") == 0)
        cJSON_DeleteItemFromArray(
            cJSON_GetObjectItem(cJSON_GetObjectItem(root, "profiles"), "sterk"), 0);
}

static void drop_profiles(const struct version *v, const char *path, cJSON *root)
{
    (void)v;
    if (strcmp(path, "catalogue/model.json") == 0)
        cJSON_DeleteItemFromObject(root, "profiles");
}

static void drop_fit(const struct version *v, const char *path, cJSON *root)
{
    (void)v;
    if (strcmp(path, "catalogue/pulses.json") == 0)
        cJSON_DeleteItemFromObject(cJSON_GetObjectItem(root, "pulses")->child, "fit");
}

/* Which number is whose would be a guess. */
TEST(a_list_of_numbers_that_is_too_short_is_not_filled_up)
{
    void (*const edits[])(const struct version *, const char *,
                          cJSON *) = {drop_profile, drop_profiles, drop_fit};

    for (uint32_t i = 0; i < 3; i++) {
        struct version today = {0}, v = {.edit = edits[i]};
        struct catalogue *c = read_earlier(&v, &today);

        CHECK(c == NULL && problems.errors > 0);
        catalogue_free(c);
        version_close(&v);
    }
}

static void drop_disrupt(const struct version *v, const char *path, cJSON *root)
{
    cJSON *pulse;

    (void)v;
    if (strcmp(path, "catalogue/pulses.json") == 0)
        cJSON_ArrayForEach(pulse, cJSON_GetObjectItem(root, "pulses"))
            cJSON_DeleteItemFromObject(pulse, "disrupt");
}

TEST(a_number_that_was_not_there_yet_does_nothing)
{
    struct version today = {0}, v = {.edit = drop_disrupt};
    struct catalogue *c = read_earlier(&v, &today);
    uint32_t todays = 0;

    CHECK(c != NULL);
    for (uint32_t i = 0; c != NULL && i < c->sim.pulses_count; i++) {
        struct sim_pulse was = small_catalogue()->sim.pulses[i];

        todays += was.disrupt != 0;
        was.disrupt = 0;
        CHECK(memcmp(&was, &c->sim.pulses[i], sizeof was) == 0);
    }
    CHECK(todays > 0);
    catalogue_free(c);
    version_close(&v);
    CHECK_EQ(read_strictly(&v), RESULT_INVALID);
}

static void other_parameter(const struct version *v, const char *path, cJSON *root)
{
    (void)v;
    if (strcmp(path, "catalogue/model.json") == 0)
        cJSON_AddNumberToObject(cJSON_GetObjectItem(root, "parameters"), "quit_base", 1);
}

TEST(what_was_tuned_today_does_not_change_an_earlier_play)
{
    const struct sim_parameters defaults = sim_parameters_default();
    struct version today = {.edit = other_parameter}, v = {0};
    struct catalogue *c = read_earlier(&v, &today);

    CHECK(c != NULL);
    CHECK(c == NULL || c->parameters.quit_base == defaults.quit_base);
    CHECK(defaults.quit_base != 1);
    catalogue_free(c);
    version_close(&v);
}

/* ---- how a session finds it ----------------------------------------------------------------- */

/* By a hash over all files in the order in which they are read. This list may grow anywhere; what
 * is in it stays, in this order, or no session finds the story that it began with. */
static const char *const order[] = {"sources.json",
                                    "pulses.json",
                                    "model.json",
                                    "interventions.json",
                                    "pulses.json",
                                    "theory.json",
                                    "evidence.json",
                                    "cards.json",
                                    "nl/problems.json",
                                    "en/problems.json",
                                    "nl/interventions.json",
                                    "en/interventions.json",
                                    "nl/pulses.json",
                                    "en/pulses.json",
                                    "nl/theory.json",
                                    "en/theory.json",
                                    "nl/evidence.json",
                                    "en/evidence.json",
                                    "nl/cards.json",
                                    "en/cards.json",
                                    "nl/behaviours.json",
                                    "en/behaviours.json",
                                    "nl/phases.json",
                                    "en/phases.json",
                                    "nl/layers.json",
                                    "en/layers.json",
                                    "causes.json",
                                    "nl/causes.json",
                                    "en/causes.json",
                                    "nl/story.json",
                                    "en/story.json",
                                    "words.json",
                                    "nl/words.json",
                                    "en/words.json"};

TEST(files_are_read_in_the_order_in_which_they_always_were)
{
    struct version today = {0}, v = {0};
    struct catalogue *c = read_earlier(&v, &today);
    uint32_t found = 0;

    for (uint32_t i = 0; i < v.count && found < sizeof order / sizeof order[0]; i++)
        found += strcmp(v.paths[i] + strlen("catalogue/"), order[found]) == 0;
    CHECK_EQ(found, sizeof order / sizeof order[0]);
    CHECK(c != NULL && c->hash == small_catalogue()->hash);
    catalogue_free(c);
    version_close(&v);
}
