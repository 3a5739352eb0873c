/* playtest.c -- dilemma playtest: thousands of plays, a report per dilemma. Exits with 1 when a
 * scenario cannot be played or a dilemma does not hold. With --leverage: how much choices matter,
 * over all scenarios (leverage_report.h). */
#include "playtest/playtest.h"

#include "lab/content/leverage_report.h"
#include "library/content_report.h"

#include <stdlib.h>
#include <unistd.h>

int cli_playtest(int argc, char **argv);

struct wishes {
    uint32_t states;
    uint32_t threads;
    uint32_t seeds, paths; /* Of the leverage. */
    bool leverage;
    bool json;
    bool brief; /* One line for a scenario of which every dilemma holds. */
    const char *html;
    uint32_t lang;
};

static bool read_number(const char *text, uint32_t least, uint32_t most, uint32_t *out)
{
    char *end = NULL;
    const long value = text == NULL ? -1 : strtol(text, &end, 10);

    if (text == NULL || *end != '\0' || value < (long)least || value > (long)most)
        return false;
    *out = (uint32_t)value;
    return true;
}

/* Options come before or between the folders; returns how many folders were left in `folders`. */
static int read_wishes(int argc, char **argv, struct wishes *w, const char **folders)
{
    int count = 0;

    *w = (struct wishes){.states = PLAYTEST_STATES_DEFAULT,
                         .seeds = LEVERAGE_SEEDS_DEFAULT,
                         .paths = LEVERAGE_PATHS_DEFAULT,
                         .lang = content_language(argc, argv)};
    for (int i = 1; i < argc; i++) {
        const char *next = i + 1 < argc ? argv[i + 1] : NULL;

        if (strcmp(argv[i], "--json") == 0)
            w->json = true;
        else if (strcmp(argv[i], "--brief") == 0)
            w->brief = true;
        else if (strcmp(argv[i], "--leverage") == 0)
            w->leverage = true;
        else if (strcmp(argv[i], "--states") == 0 &&
                 read_number(next, 0, PLAYTEST_STATES_MAX, &w->states))
            i++;
        else if (strcmp(argv[i], "--seeds") == 0 &&
                 read_number(next, 2, LEVERAGE_SEEDS_MAX, &w->seeds))
            i++;
        else if (strcmp(argv[i], "--paths") == 0 &&
                 read_number(next, 2, LEVERAGE_PATHS_MAX, &w->paths))
            i++;
        else if (strcmp(argv[i], "--threads") == 0 && read_number(next, 1, 64, &w->threads))
            i++;
        else if (strcmp(argv[i], "--html") == 0 && next != NULL)
            w->html = argv[++i];
        else if (strcmp(argv[i], "--lang") == 0 && next != NULL)
            i++;
        else if (argv[i][0] == '-')
            return 0;
        else
            folders[count++] = argv[i];
    }
    return w->states == 0 && !w->leverage ? 0 : count;
}

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

static bool report(const struct playtest *test, const struct wishes *w, const char *root)
{
    const bool holds = all_hold(test);
    struct report_texts *texts = report_open(root, w->lang);
    bool fine = holds;

    if (w->json)
        playtest_print_json(test, stdout);
    else if (w->brief && holds)
        playtest_print_brief(test, texts, w->lang, stdout);
    else
        playtest_print(test, texts, w->lang, stdout);
    if (w->html != NULL && playtest_write_html(test, texts, w->lang, w->html) != RESULT_OK) {
        perror(w->html);
        fine = false;
    }
    report_close(texts);
    return fine;
}

static bool playtest_folder(const char *folder, const struct wishes *w)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    struct playtest *test = calloc(1, sizeof *test);
    bool fine = false;

    if (loaded == NULL || test == NULL)
        goto done;
    if (content_load(loaded, folder) != RESULT_OK) {
        content_print_problems(stderr, loaded, w->lang);
        content_close(loaded);
        goto done;
    }
    test->scenario = loaded->scenario;
    test->states_wanted = w->states;
    test->threads = w->threads;
    test->progress = isatty(STDERR_FILENO) == 1;
    if (playtest_run(test) == RESULT_OK)
        fine = report(test, w, loaded->files.root);
    playtest_clear(test);
    content_close(loaded);
done:
    free(test);
    free(loaded);
    return fine;
}

static bool measure_leverage(const struct wishes *w, const char *const *folders, int count)
{
    const struct leverage_wishes wishes = {.seeds = w->seeds,
                                           .paths = w->paths,
                                           .states = w->states,
                                           .threads = w->threads,
                                           .json = w->json,
                                           .brief = w->brief,
                                           .html = w->html,
                                           .lang = w->lang};

    return leverage_report(&wishes, folders, (uint32_t)count);
}

int cli_playtest(int argc, char **argv)
{
    const char **folders = calloc((size_t)argc + 1, sizeof *folders);
    struct wishes wishes;
    int count, fine = 0;

    if (folders == NULL)
        return EXIT_FAILURE;
    count = read_wishes(argc, argv, &wishes, folders);
    if (count > 0 && wishes.leverage)
        fine = measure_leverage(&wishes, folders, count) ? count : 0;
    for (int i = 0; i < count && !wishes.leverage; i++) {
        if (playtest_folder(folders[i], &wishes))
            fine++;
        else
            fprintf(stderr, "dilemma playtest: %s: not in order\n", folders[i]);
    }
    if (count == 0)
        fprintf(stderr, "dilemma playtest [--states N] [--threads N] [--json] [--brief] "
                        "[--html FILE] [--lang nl|en] [--leverage [--seeds N] [--paths N]] "
                        "FOLDER...\n");
    free(folders);
    return count > 0 && fine == count ? EXIT_SUCCESS : EXIT_FAILURE;
}
