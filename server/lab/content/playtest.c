/* playtest.c -- dilemma playtest: thousands of plays, a report per dilemma. Exits with 1 when a
 * scenario cannot be played or a dilemma does not hold. With --leverage: how much choices matter,
 * over all scenarios (leverage_report.h). */
#include "cli/cli.h"
#include "playtest/playtest.h"

#include "lab/content/leverage_report.h"
#include "library/content_report.h"

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

static bool report(const struct playtest *test, const struct cli_playtest *o, const char *root)
{
    const bool holds = all_hold(test);
    struct report_texts *texts = report_open(root, o->lang);
    bool fine = holds;

    if (o->json)
        playtest_print_json(test, stdout);
    else if (o->brief && holds)
        playtest_print_brief(test, texts, o->lang, stdout);
    else
        playtest_print(test, texts, o->lang, stdout);
    if (o->html != NULL && playtest_write_html(test, texts, o->lang, o->html) != RESULT_OK) {
        perror(o->html);
        fine = false;
    }
    report_close(texts);
    return fine;
}

static bool playtest_folder(const char *folder, const struct cli_playtest *o)
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
    test->scenario = loaded->scenario;
    test->states_wanted = o->states;
    test->threads = o->threads;
    test->progress = isatty(STDERR_FILENO) == 1;
    if (playtest_run(test) == RESULT_OK)
        fine = report(test, o, loaded->files.root);
    playtest_clear(test);
    content_close(loaded);
done:
    free(test);
    free(loaded);
    return fine;
}

static bool measure_leverage(const struct cli_playtest *o)
{
    const struct leverage_wishes wishes = {.seeds = o->seeds,
                                           .paths = o->paths,
                                           .states = o->states,
                                           .threads = o->threads,
                                           .json = o->json,
                                           .brief = o->brief,
                                           .html = o->html,
                                           .lang = o->lang};

    return leverage_report(&wishes, o->operands.items, o->operands.count);
}

int cli_playtest(const struct cli_playtest *options)
{
    bool fine = true;

    if (options->leverage)
        return measure_leverage(options) ? EXIT_SUCCESS : CLI_NO;
    if (options->states == 0)
        return cli_refuse("playtest", "--states may be 0 with --leverage only");
    for (uint32_t i = 0; i < options->operands.count; i++) {
        if (playtest_folder(options->operands.items[i], options))
            continue;
        fprintf(stderr, "dilemma playtest: %s: not in order\n", options->operands.items[i]);
        fine = false;
    }
    return fine ? EXIT_SUCCESS : CLI_NO;
}
