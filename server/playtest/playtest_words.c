#include "playtest/playtest_words.h"

#include <inttypes.h>

const char *playtest_say_of(struct bytes text, char *out)
{
    snprintf(out, WORDS_MAX, "%.*s", (int)text.size, (const char *)text.data);
    return out;
}

const char *playtest_say_option(const struct playtest_words *w, uint32_t dilemma, uint32_t option,
                                char *out)
{
    const struct text *title = &w->test->scenario->dilemmas[dilemma].options[option].title;

    snprintf(out, WORDS_MAX, "%c %.*s", 'A' + (int)option, (int)text_in(title, w->lang).size,
             (const char *)text_in(title, w->lang).data);
    return out;
}

/* "de werkdruk onder 560 is"; of a member: "Yasmina nog voor de trede Actie staat" */
static void condition_words(const struct playtest_words *w, const struct playtest_split *split,
                            char *out)
{
    const struct scenario *s = w->test->scenario;
    uint32_t f = (uint32_t)split->feature;
    char key[64], name[WORDS_MAX], limit[WORDS_MAX];
    const char *values[REPORT_VALUES] = {name, limit};

    snprintf(limit, sizeof limit, "%d", split->limit);
    if (f < SIM_OUTCOMES_COUNT) {
        snprintf(key, sizeof key, "outcome.%s", sim_outcome_name((int)f));
        snprintf(name, sizeof name, "%s", report_text(w->texts, key));
    } else if (f < SIM_OUTCOMES_COUNT + SIM_FACTORS_COUNT) {
        playtest_say_of(text_in(&s->catalogue->factors[f - SIM_OUTCOMES_COUNT].name, w->lang),
                        name);
    } else {
        const struct bytes who =
            text_in(&s->members[(f - SIM_OUTCOMES_COUNT - SIM_FACTORS_COUNT) / 2].name, w->lang);

        playtest_say_of(who, name);
        if ((f - SIM_OUTCOMES_COUNT - SIM_FACTORS_COUNT) % 2 == 0) {
            playtest_say_of(text_in(&s->catalogue->phases[split->limit], w->lang), limit);
            report_fill(w->texts, "playtest.phase_below", values, out, WORDS_MAX);
            return;
        }
        playtest_say_of(who, limit);
        report_fill(w->texts, "playtest.strain_of", (const char *[REPORT_VALUES]){limit}, name,
                    sizeof name);
        snprintf(limit, sizeof limit, "%d", split->limit);
    }
    report_fill(w->texts, "playtest.below", values, out, WORDS_MAX);
}

static void split_words(const struct playtest_words *w, uint32_t dilemma, const char *key,
                        const struct playtest_split *split, char *out)
{
    char when[WORDS_MAX], below[WORDS_MAX], above[WORDS_MAX];
    const char *values[REPORT_VALUES] = {when, below, above};

    condition_words(w, split, when);
    playtest_say_option(w, dilemma, split->below, below);
    playtest_say_option(w, dilemma, split->above, above);
    report_fill(w->texts, key, values, out, WORDS_MAX);
}

static void append(char *out, size_t capacity, const char *sentence)
{
    const size_t used = strlen(out);

    snprintf(out + used, capacity - used, "%s%s", used > 0 ? " " : "", sentence);
}

const char *playtest_say_split(const struct playtest_words *w, uint32_t dilemma,
                               const struct playtest_verdict *v, char *out, size_t capacity)
{
    char sentence[WORDS_MAX], right[16], blind[16];
    const char *values[REPORT_VALUES] = {right, blind};

    out[0] = '\0';
    if (v->states == 0)
        return out;
    if (v->first.feature < 0) {
        append(out, capacity, report_text(w->texts, "playtest.split_none"));
        return out;
    }
    split_words(w, dilemma, "playtest.split", &v->first, sentence);
    append(out, capacity, sentence);
    if (v->above.feature >= 0 || v->below.feature >= 0) {
        split_words(w, dilemma, "playtest.split_deeper",
                    v->above.feature >= 0 ? &v->above : &v->below, sentence);
        append(out, capacity, sentence);
    }
    snprintf(right, sizeof right, "%.0f", 100 * v->guess_two);
    snprintf(blind, sizeof blind, "%.0f", 100 * v->guess_none);
    append(out, capacity,
           report_fill(w->texts, "playtest.split_right", values, sentence, sizeof sentence));
    return out;
}

const char *playtest_say_fault(const struct playtest_words *w, uint32_t dilemma,
                               const struct playtest_verdict *v, uint32_t option, char *out)
{
    char value[WORDS_MAX];
    const char *values[REPORT_VALUES] = {value};

    out[0] = '\0';
    if (v->states == 0)
        return out;
    if (v->dominated_by[option] >= 0) {
        playtest_say_option(w, dilemma, (uint32_t)v->dominated_by[option], value);
        return report_fill(w->texts, "playtest.dominated", values, out, WORDS_MAX);
    }
    if (v->best[option] * 100 > PLAYTEST_BEST_MOST) {
        snprintf(value, sizeof value, "%d", PLAYTEST_BEST_MOST);
        return report_fill(w->texts, "playtest.too_often", values, out, WORDS_MAX);
    }
    if (v->best[option] * 100 < playtest_best_least(w->test)) {
        snprintf(value, sizeof value, "%" PRIu32, playtest_best_least(w->test));
        return report_fill(w->texts, "playtest.too_seldom", values, out, WORDS_MAX);
    }
    return out;
}

const char *playtest_say_verdict(const struct playtest_words *w, const struct playtest_verdict *v)
{
    return report_text(w->texts, v->states == 0 ? "playtest.no_states"
                                 : v->holds     ? "playtest.holds"
                                                : "playtest.fails");
}

void playtest_minutes(const struct scenario *s, int32_t *least, int32_t *most)
{
    *least = *most = 0;
    for (uint32_t r = 0; r < s->rounds_count; r++) {
        int32_t shortest = INT32_MAX, longest = 0;

        for (uint32_t i = 0; i < s->rounds[r].deck_count; i++) {
            const struct scenario_dilemma *d = &s->dilemmas[s->rounds[r].deck[i]];
            int32_t minutes = 0;

            for (uint32_t step = 0; step < SCENARIO_STEPS_COUNT; step++) {
                if (step != SCENARIO_STEP_DIAGNOSIS || d->diagnose_count > 0)
                    minutes += s->step_minutes[step];
            }
            shortest = minutes < shortest ? minutes : shortest;
            longest = minutes > longest ? minutes : longest;
        }
        /* A room that agrees reads and talks for a shorter time: two thirds of the guide. */
        *least += s->rounds[r].deck_count > 0 ? shortest * 2 / 3 : 0;
        *most += longest;
    }
}

const char *playtest_say_tenths(const struct playtest_words *w, double value, char *out)
{
    const int tenths = (int)(value * 10 + 0.5);

    snprintf(out, WORDS_MAX, "%d%s%d", tenths / 10, report_text(w->texts, "number.point"),
             tenths % 10);
    return out;
}

const char *playtest_say_summary(const struct playtest_words *w, char *out, size_t capacity)
{
    char numbers[4][16], seconds[WORDS_MAX];
    const char *values[REPORT_VALUES] = {numbers[0], seconds, numbers[2], numbers[3]};
    int32_t least, most;

    playtest_minutes(w->test->scenario, &least, &most);
    snprintf(numbers[0], sizeof numbers[0], "%u", w->test->plays);
    playtest_say_tenths(w, w->test->seconds, seconds);
    snprintf(numbers[2], sizeof numbers[2], "%d", least);
    snprintf(numbers[3], sizeof numbers[3], "%d", most);
    return report_fill(w->texts, "playtest.summary", values, out, capacity);
}
