/* check.c -- dilemma check: is this scenario right? Compiles it, and plays it for a while to find
 * text that nobody would ever see. Exits with 1 when a scenario has errors. When several paths are
 * given, as by scenarios/ followed by a star, those that are not stories (the catalogue, the
 * schema, a README) are skipped. */
#include "cli/cli.h"
#include "cli/json_line.h"
#include "library/content_report.h"
#include "playtest/forks.h"
#include "playtest/playtest.h"
#include "scenario/own_team.h"
#include "scenario/reading.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLAYS_TO_REACH 3000u /* Finds texts that are told once in a few hundred plays. */

/* --- what nobody would ever see -------------------------------------------------------------- */

static void add_never(struct content_loaded *loaded, enum problem_id id, const char *path,
                      const char *what)
{
    char file[PROBLEM_FILE_MAX];

    snprintf(file, sizeof file, "%s/scenario.json", loaded->folder);
    problem_add(&loaded->problems, id, file, path, what, NULL, NULL);
}

static void check_told(struct content_loaded *loaded, const struct playtest *test, uint32_t d)
{
    const struct scenario_dilemma *dilemma = &loaded->scenario->dilemmas[d];
    char path[PROBLEM_PATH_MAX], id[ID_BYTES_MAX + 1];

    for (uint32_t o = 0; o < dilemma->options_count; o++) {
        for (uint32_t p = 0; p < dilemma->options[o].paragraphs_count; p++) {
            if (test->told[d][o][p] > 0)
                continue;
            snprintf(path, sizeof path, "dilemmas[%u].options[%u].consequences[%u]", d, o, p);
            add_never(loaded, PROBLEM_NEVER_TOLD, path, NULL);
        }
    }
    for (uint32_t i = 0; i < dilemma->signals_count; i++) {
        if (test->seen[d][i] > 0)
            continue;
        snprintf(path, sizeof path, "dilemmas[%u].signals[%u]", d, i);
        add_never(loaded, PROBLEM_NEVER_TOLD, path, NULL);
    }
    if (test->reached[d] == 0) {
        snprintf(path, sizeof path, "dilemmas[%u]", d);
        snprintf(id, sizeof id, "%.*s", (int)dilemma->id.size, (const char *)dilemma->id.data);
        add_never(loaded, PROBLEM_NEVER_PLAYED, path, id);
    }
}

static void check_endings(struct content_loaded *loaded, const struct playtest *test)
{
    for (uint32_t e = 0; e < loaded->scenario->endings_count; e++) {
        const struct bytes id = loaded->scenario->endings[e].id;
        char path[PROBLEM_PATH_MAX], name[ID_BYTES_MAX + 1];
        uint32_t reached = 0;

        for (int leader = 0; leader < LEADERS_COUNT; leader++)
            reached += test->endings[leader][e];
        if (reached > 0)
            continue;
        snprintf(path, sizeof path, "endings[%u]", e);
        snprintf(name, sizeof name, "%.*s", (int)id.size, (const char *)id.data);
        add_never(loaded, PROBLEM_NEVER_PLAYED, path, name);
    }
}

/* How many conditions turn on next to nothing (playtest/forks.h); `dilemma tune` names them. Such a
 * story can be played, but it is refused here: it tells of differences that nobody notices. */
static bool check_forks(struct content_loaded *loaded)
{
    struct forks *forks = calloc(1, sizeof *forks);
    char file[PROBLEM_FILE_MAX], thin[16], all[16];
    bool fine;

    if (forks == NULL)
        return false;
    fine = forks_find(forks, loaded->scenario, PLAYS_TO_REACH, 0);
    if (fine && forks->thin > 0) {
        snprintf(file, sizeof file, "%s/scenario.json", loaded->folder);
        snprintf(thin, sizeof thin, "%u", forks->thin);
        snprintf(all, sizeof all, "%u", forks->count);
        problem_add(&loaded->problems, PROBLEM_FORKS_THIN, file, "", thin, all, NULL);
        fine = false;
    }
    forks_clear(forks);
    free(forks);
    return fine;
}

/* Play without trying the other options, because only what is reached counts. */
static void check_by_playing(struct content_loaded *loaded)
{
    struct playtest *test = calloc(1, sizeof *test);

    if (test == NULL)
        return;
    test->scenario = loaded->scenario;
    test->plays_wanted = PLAYS_TO_REACH;
    if (playtest_run(test) == RESULT_OK) {
        for (uint32_t d = 0; d < loaded->scenario->dilemmas_count; d++)
            check_told(loaded, test, d);
        check_endings(loaded, test);
    }
    playtest_clear(test);
    free(test);
}

/* --- report ---------------------------------------------------------------------------------- */

static void read_story(struct reading *r, const struct text_story *story, uint32_t lang)
{
    for (uint32_t i = 0; i < story->in[lang].count; i++)
        reading_add(r, story->in[lang].items[i].text, lang);
}

static int32_t reading_of(const struct scenario *s, uint32_t lang)
{
    struct reading r = {0};

    for (uint32_t d = 0; d < s->dilemmas_count; d++) {
        read_story(&r, &s->dilemmas[d].situation, lang);
        for (uint32_t o = 0; o < s->dilemmas[d].options_count; o++) {
            const struct scenario_option *option = &s->dilemmas[d].options[o];

            reading_add(&r, option->text.in[lang], lang);
            for (uint32_t p = 0; p < option->paragraphs_count; p++)
                read_story(&r, &option->paragraphs[p].story, lang);
        }
    }
    return reading_ease(&r, lang) / 10;
}

/* As own_team_fits answers; the words are those of the report's texts and of --json. */
static const char *const fits[] = {[OWN_TEAM_FITS] = "fits",
                                   [OWN_TEAM_REFUSED] = "refused",
                                   [OWN_TEAM_SHORT] = "short",
                                   [OWN_TEAM_FIXED] = "fixed"};

static void print_own_team(const struct scenario *s, const struct report_texts *texts)
{
    char key[32];

    snprintf(key, sizeof key, "check.own_team_%s", fits[own_team_fits(s)]);
    fputs("  ", stdout);
    report_print(stdout, texts, key, (const char *[REPORT_VALUES]){NULL});
}

static void print_measures(const struct scenario *s, const struct report_texts *texts)
{
    char numbers[6][16];
    const char *values[REPORT_VALUES] = {numbers[0], numbers[1], numbers[2],
                                         numbers[3], numbers[4], numbers[5]};
    uint32_t options = 0;
    int32_t least, most;

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        options += s->dilemmas[d].options_count;
    playtest_minutes(s, &least, &most);
    snprintf(numbers[0], sizeof numbers[0], "%u", s->dilemmas_count);
    snprintf(numbers[1], sizeof numbers[1], "%u", s->rounds_count);
    snprintf(numbers[2], sizeof numbers[2], "%u", options);
    snprintf(numbers[3], sizeof numbers[3], "%d-%d", least, most);
    snprintf(numbers[4], sizeof numbers[4], "%d", reading_of(s, TEXT_LANG_nl));
    snprintf(numbers[5], sizeof numbers[5], "%d", reading_of(s, TEXT_LANG_en));
    fputs("  ", stdout);
    report_print(stdout, texts, "check.measured", values);
    print_own_team(s, texts);
}

static void print_problem_json(const struct content_loaded *loaded, const char *folder,
                               const struct problem *p, uint32_t lang)
{
    char sentence[CONTENT_SENTENCE_BYTES_MAX];
    cJSON *line = cJSON_CreateObject();

    content_problem_sentence(loaded, p, lang, sentence);
    cJSON_AddStringToObject(line, "name", "check_problem");
    cJSON_AddStringToObject(line, "folder", folder);
    cJSON_AddStringToObject(line, "level", p->level == PROBLEM_ERROR ? "error" : "warning");
    cJSON_AddStringToObject(line, "problem", problem_name(p->id));
    cJSON_AddStringToObject(line, "file", p->file);
    cJSON_AddStringToObject(line, "path", p->path);
    cJSON_AddStringToObject(line, "sentence", sentence);
    json_line_print(stdout, line);
}

static void print_json(const struct content_loaded *loaded, const char *folder, bool passed,
                       uint32_t lang)
{
    cJSON *line = cJSON_CreateObject();

    for (uint32_t i = 0; i < loaded->problems.count; i++)
        print_problem_json(loaded, folder, &loaded->problems.items[i], lang);
    cJSON_AddStringToObject(line, "name", "check");
    cJSON_AddStringToObject(line, "folder", folder);
    cJSON_AddBoolToObject(line, "passed", passed);
    cJSON_AddNumberToObject(line, "errors", loaded->problems.errors);
    cJSON_AddNumberToObject(line, "warnings", loaded->problems.warnings);
    if (loaded->scenario != NULL)
        cJSON_AddStringToObject(line, "own_team", fits[own_team_fits(loaded->scenario)]);
    json_line_print(stdout, line);
}

/* false: the sentences of the report cannot be read. */
static bool print_report(const struct content_loaded *loaded, const char *folder, uint32_t lang)
{
    struct report_texts *texts = report_open(loaded->files.root, lang);
    const bool fine = loaded->scenario != NULL;
    char errors[16], warnings[16];
    const char *values[REPORT_VALUES] = {folder, fine ? warnings : errors, warnings};

    if (texts == NULL) {
        fprintf(stderr, "dilemma check: there is no catalogue with its texts beside %s\n", folder);
        return false;
    }
    snprintf(errors, sizeof errors, "%u", loaded->problems.errors);
    snprintf(warnings, sizeof warnings, "%u", loaded->problems.warnings);
    report_print(stdout, texts,
                 !fine                           ? "check.errors"
                 : loaded->problems.warnings > 0 ? "check.warnings"
                                                 : "check.fine",
                 values);
    if (fine)
        print_measures(loaded->scenario, texts);
    if (loaded->catalogue == NULL)
        report_print(stdout, texts, "check.catalogue", values);
    content_print_problems(stdout, loaded, lang);
    report_close(texts);
    return true;
}

static bool check_folder(const char *folder, const struct cli_check *options)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    bool fine;

    if (loaded == NULL)
        return false;
    fine = content_load(loaded, folder) == RESULT_OK;
    if (fine && !options->quick) {
        check_by_playing(loaded);
        fine = check_forks(loaded);
    }
    if (options->json)
        print_json(loaded, folder, fine, options->lang);
    else
        fine = print_report(loaded, folder, options->lang) && fine;
    content_close(loaded);
    free(loaded);
    return fine;
}

static bool has_file(const char *folder, const char *name)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

/* Does the path exist without anything that marks it as a scenario? */
static bool is_no_story(const char *path)
{
    struct stat stat_of;

    if (stat(path, &stat_of) != 0)
        return false;
    return !S_ISDIR(stat_of.st_mode) || (!has_file(path, "scenario.json") &&
                                         !has_file(path, "nl.json") && !has_file(path, "en.json"));
}

static void print_skipped(const char *path, uint32_t lang)
{
    char root[512], folder[ID_BYTES_MAX + 1];
    struct report_texts *texts =
        content_files_cut(path, root, folder) ? report_open(root, lang) : NULL;

    report_print(stdout, texts, "check.skipped", (const char *[REPORT_VALUES]){path});
    report_close(texts);
}

int cli_check(const struct cli_check *options)
{
    uint32_t count = 0, fine = 0;

    for (uint32_t i = 0; i < options->operands.count; i++) {
        const char *path = options->operands.items[i];

        if (options->operands.count > 1 && is_no_story(path)) {
            if (!options->json)
                print_skipped(path, options->lang);
        } else {
            count++;
            fine += check_folder(path, options);
        }
    }
    if (count == 0)
        return cli_refuse("check", "none of these is a scenario");
    return fine == count ? EXIT_SUCCESS : CLI_NO;
}
