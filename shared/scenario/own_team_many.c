/* own_team_many.c -- one team from what many answered, each without a name. It tells of nobody: of
 * fewer than OWN_ANSWERS_MIN nothing is told, for each question by itself, as an answer that few
 * have given would otherwise stand there as a mean. Rounded to a whole answer and to whole people,
 * which blunts what somebody could work out who knows most of the answers. */
#include "scenario/own_team.h"

#define WHOLE 1000u /* A team, as parts of it. */

static uint32_t divided(uint32_t sum, uint32_t count)
{
    return (sum + count / 2) / count;
}

static uint8_t mean_answer(const struct own_team *answers, uint32_t count, uint32_t question)
{
    uint32_t sum = 0, known = 0;

    for (uint32_t i = 0; i < count; i++) {
        sum += answers[i].answer[question];
        known += answers[i].answer[question] != SCAN_ANSWER_UNKNOWN;
    }
    return known < OWN_ANSWERS_MIN ? SCAN_ANSWER_UNKNOWN : (uint8_t)divided(sum, known);
}

static uint8_t mean_people(const struct own_team *answers, uint32_t count)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += answers[i].people;
    return (uint8_t)divided(sum, count);
}

static bool placed_anybody(const struct own_team *team)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        sum += team->stand[i];
    return sum > 0;
}

/* The part of a team that stands in each phase, by those who placed anybody. */
static uint32_t mean_parts(const struct own_team *answers, uint32_t count,
                           uint32_t part[PHASES_COUNT])
{
    uint32_t said = 0;

    memset(part, 0, PHASES_COUNT * sizeof part[0]);
    for (uint32_t i = 0; i < count; i++) {
        if (!placed_anybody(&answers[i]))
            continue;
        said++;
        for (uint32_t phase = 0; phase < PHASES_COUNT; phase++)
            part[phase] += WHOLE * answers[i].stand[phase] / answers[i].people;
    }
    for (uint32_t phase = 0; phase < PHASES_COUNT && said > 0; phase++)
        part[phase] /= said;
    return said;
}

/* Whole people in place of parts: each phase what it surely has, then one more for those that lack
 * least to it, until all are placed whom the mean placed. */
static void place(struct own_team *out, const uint32_t part[PHASES_COUNT])
{
    uint32_t rest[PHASES_COUNT], all = 0, placed = 0;

    for (uint32_t phase = 0; phase < PHASES_COUNT; phase++) {
        const uint32_t exact = part[phase] * out->people;

        out->stand[phase] = (uint8_t)(exact / WHOLE);
        rest[phase] = exact % WHOLE;
        placed += out->stand[phase];
        all += exact;
    }
    for (all = divided(all, WHOLE); placed < all; placed++) {
        uint32_t most = 0;

        for (uint32_t phase = 1; phase < PHASES_COUNT; phase++)
            most = rest[phase] > rest[most] ? phase : most;
        out->stand[most]++;
        rest[most] = 0;
    }
}

bool own_team_of_many(const struct own_team *answers, uint32_t count, struct own_team *out)
{
    uint32_t part[PHASES_COUNT];

    *out = (struct own_team){0};
    if (count < OWN_ANSWERS_MIN)
        return false;
    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++)
        out->answer[i] = mean_answer(answers, count, i);
    out->people = mean_people(answers, count);
    if (mean_parts(answers, count, part) >= OWN_ANSWERS_MIN)
        place(out, part);
    return true;
}
