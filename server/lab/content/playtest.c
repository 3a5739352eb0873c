/* playtest.c -- dilemma playtest: thousands of plays, a report per dilemma. Exits with 1 when a
 * scenario cannot be played or a dilemma does not hold. With --leverage: how much choices matter,
 * over all scenarios (leverage_report.h). With --why: what rooms are told of each option
 * (told_report.h). */
#include "cli/cli.h"
#include "playtest/playtest.h"

#include "lab/content/leverage_report.h"
#include "lab/content/report_page.h"
#include "lab/content/told_report.h"
#include "library/content_report.h"
#include "scenario/own_team.h"

#include <stdlib.h>
#include <unistd.h>

_Static_assert(CLI_STATES_MAX == PLAYTEST_STATES_MAX && CLI_SEEDS_MAX == LEVERAGE_SEEDS_MAX &&
                   CLI_PATHS_MAX == LEVERAGE_PATHS_MAX,
               "the bounds of the command line are those of the engine");

static bool all_hold(const struct playtest *test)
{
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++) {
        struct playtest_verdict v;

        playtest_judge(test, d, &v);
        if (!v.holds)
            return false;
    }
    return true;
}

/* What --html gets: the lines of all folders, in memory. */
struct page {
    char *text;
    size_t size;
    FILE *lines; /* NULL: no page is wanted. */
};

static void print(const struct playtest *test, const struct cli_playtest *o, const char *root,
                  FILE *page)
{
    struct report_texts *texts[TEXT_LANGS_COUNT];
    const struct report_texts *both[TEXT_LANGS_COUNT];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        both[lang] = texts[lang] = report_open(root, lang);
    if (page != NULL)
        playtest_print_json(test, both, page);
    if (o->json)
        playtest_print_json(test, both, stdout);
    else if (o->brief && all_hold(test))
        playtest_print_brief(test, texts[o->lang], o->lang, stdout);
    else
        playtest_print(test, texts[o->lang], o->lang, stdout);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        report_close(texts[lang]);
}

static bool tell_why(struct content_loaded *loaded, const struct cli_playtest *o)
{
    struct report_texts *texts = report_open(loaded->files.root, o->lang);
    struct told told;
    const bool fine = told_make(&told, loaded->scenario, o->seeds, o->threads);

    if (fine && o->json)
        told_report_json(&told);
    else if (fine)
        told_report_print(&told, texts, o->brief, o->lang);
    told_clear(&told);
    report_close(texts);
    return fine;
}

static bool judge_dilemmas(struct playtest *test, const struct content_loaded *loaded,
                           const struct cli_playtest *o, FILE *page)
{
    bool fine = false;

    test->scenario = loaded->scenario;
    test->states_wanted = o->states;
    test->threads = o->threads;
    test->own_teams = o->own_teams;
    test->progress = isatty(STDERR_FILENO) == 1;
    if (playtest_run(test) == RESULT_OK) {
        fine = all_hold(test);
        print(test, o, loaded->files.root, page);
    }
    playtest_clear(test);
    return fine;
}

static bool playtest_folder(const char *folder, const struct cli_playtest *o, FILE *page)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    struct playtest *test = calloc(1, sizeof *test);
    bool fine = false;

    if (loaded == NULL || test == NULL)
        goto done;
    if (content_load(loaded, folder) != RESULT_OK) {
        content_print_problems(stderr, loaded, o->lang);
        content_close(loaded);
        goto done;
    }
    if (o->own_teams && own_team_fits(loaded->scenario) != OWN_TEAM_FITS)
        fine = true; /* `dilemma check` says why. */
    else
        fine = o->why ? tell_why(loaded, o) : judge_dilemmas(test, loaded, o, page);
    content_close(loaded);
done:
    free(test);
    free(loaded);
    return fine;
}

static bool measure_leverage(const struct cli_playtest *o, FILE *page)
{
    const struct leverage_wishes wishes = {.seeds = o->seeds,
                                           .paths = o->paths,
                                           .states = o->states,
                                           .threads = o->threads,
                                           .json = o->json,
                                           .brief = o->brief,
                                           .page = page,
                                           .lang = o->lang};

    return leverage_report(&wishes, o->operands.items, o->operands.count);
}

static bool playtest_all(const struct cli_playtest *o, FILE *page)
{
    bool fine = true;

    for (uint32_t i = 0; i < o->operands.count; i++) {
        if (playtest_folder(o->operands.items[i], o, page))
            continue;
        fprintf(stderr, "dilemma playtest: %s: not in order\n", o->operands.items[i]);
        fine = false;
    }
    return fine;
}

int cli_playtest(const struct cli_playtest *options)
{
    struct page page = {.text = NULL};
    bool fine;

    if (options->states == 0 && !options->leverage)
        return cli_refuse("playtest", "--states may be 0 only with --leverage");
    if (options->own_teams && (options->leverage || options->why))
        return cli_refuse("playtest", "--own-teams goes without --leverage and --why");
    if (options->why && (options->leverage || options->html != NULL))
        return cli_refuse("playtest", "--why goes without --leverage and --html");
    if (options->html != NULL)
        page.lines = open_memstream(&page.text, &page.size);
    fine = options->leverage ? measure_leverage(options, page.lines)
                             : playtest_all(options, page.lines);
    if (page.lines != NULL) {
        fclose(page.lines);
        if (page.size > 0)
            fine = report_page_write(options->clients, options->html,
                                     (struct bytes){(const uint8_t *)page.text, page.size},
                                     options->lang) &&
                   fine;
    }
    free(page.text);
    return fine ? EXIT_SUCCESS : CLI_NO;
}
