/* signals.c -- `dilemma signals`: can phases be read from behaviour, and not too easily?
 *
 * Prints how often the best reader (signal_reader.h) and how often chance is right after one, two
 * and four rounds, per phase; and which phases are mistaken for which. Exit: 0; 2 for a wrong
 * option or a file that cannot be read. */
#include "library/content_report.h"
#include "lab/evidence/options.h"
#include "lab/evidence/signal_reader.h"

#include <stdio.h>
#include <stdlib.h>

static const uint32_t rounds_shown[] = {1, 2, 4};
#define SHOWN_COUNT (sizeof rounds_shown / sizeof rounds_shown[0])

static const char *const phase_ids[SIM_PHASES_COUNT + 1] = {"unaware",  "selecting",  "acting",
                                                            "applying", "continuous", "all"};

static void tell_json(const struct signals_table *t)
{
    for (size_t k = 0; k < SHOWN_COUNT; k++) {
        uint32_t round = rounds_shown[k] - 1;

        for (uint32_t p = 0; p <= SIM_PHASES_COUNT; p++)
            printf("{\"name\":\"signals_accuracy_after_%u\",\"phase\":\"%s\",\"value\":%.4f,"
                   "\"unit\":\"share\",\"chance\":%.4f,\"n\":%u}\n",
                   rounds_shown[k], phase_ids[p], signals_accuracy(t, round, p),
                   signals_chance(t, round, p), signals_people(t, round, p));
        for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++)
            for (uint32_t q = 0; q < SIM_PHASES_COUNT; q++)
                printf("{\"name\":\"signals_confusion_after_%u\",\"phase\":\"%s\",\"read\":\"%s\","
                       "\"value\":%.4f,\"unit\":\"share\",\"n\":%u}\n",
                       rounds_shown[k], phase_ids[p], phase_ids[q],
                       (double)t->read[round][p][q] / (signals_people(t, round, p) + 1e-9),
                       signals_people(t, round, p));
    }
}

/* Print a text with its {rounds} replaced by a number. */
static void print_rounds(const char *text, uint32_t rounds)
{
    for (; *text != '\0'; text++) {
        if (*text == '{') {
            printf("%u", rounds);
            while (*text != '}' && text[1] != '\0')
                text++;
        } else {
            putchar(*text);
        }
    }
}

static void print_phase(const struct evidence_source *s, uint32_t phase)
{
    struct bytes name = phase < SIM_PHASES_COUNT
                            ? text_in(&s->catalogue->phases[phase], s->lang)
                            : bytes_of(evidence_text(s, "words", "signals_all"));

    report_pad(stdout, name, 18);
}

static void tell_table(const struct evidence_source *s, const struct signals_table *t)
{
    for (size_t k = 0; k < SHOWN_COUNT; k++) {
        uint32_t round = rounds_shown[k] - 1;

        print_rounds(evidence_text(s, "words", "signals_rounds"), rounds_shown[k]);
        putchar('\n');
        for (uint32_t p = 0; p <= SIM_PHASES_COUNT; p++) {
            printf("  ");
            print_phase(s, p);
            printf("%5.1f%%   (%s %.1f%%)\n", 100 * signals_accuracy(t, round, p),
                   evidence_text(s, "words", "signals_chance"), 100 * signals_chance(t, round, p));
        }
        printf("  ");
        print_rounds(evidence_text(s, "words", "signals_confusion"), rounds_shown[k]);
        putchar('\n');
        for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++) {
            printf("    ");
            print_phase(s, p);
            for (uint32_t q = 0; q < SIM_PHASES_COUNT; q++)
                printf("%6.1f",
                       100.0 * t->read[round][p][q] / (signals_people(t, round, p) + 1e-9));
            putchar('\n');
        }
        putchar('\n');
    }
}

int cli_signals(const struct cli_signals *o)
{
    struct evidence_source *source = calloc(1, sizeof *source);
    const struct evidence_options options = {.teams = o->teams, .seed = o->seed};
    struct signals_table table;
    struct lab lab;
    int exit_code = CLI_WRONG;

    if (source != NULL && evidence_source_open(source, o->root, o->lang) == RESULT_OK &&
        evidence_options_lab(&options, source, &lab)) {
        signals_measure(&lab, source->catalogue->behaviours, source->catalogue->behaviours_count,
                        &table);
        if (o->json)
            tell_json(&table);
        else
            tell_table(source, &table);
        exit_code = EXIT_SUCCESS;
    }
    if (source != NULL)
        evidence_source_close(source);
    free(source);
    return exit_code;
}
