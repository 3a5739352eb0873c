/* own_team.c -- the answers of a scan: as text, and what they say of each level. */
#include "scenario/own_team.h"

#define VERSION '1'

_Static_assert(OWN_TEAM_BYTES == 1 + SCAN_QUESTION_COUNT + 1 + PHASES_COUNT, "the text has them");

/* ---- as text -------------------------------------------------------------------------------- */

static uint32_t placed(const struct own_team *team)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        sum += team->stand[i];
    return sum;
}

bool own_team_read(struct bytes text, struct own_team *out)
{
    const uint8_t *at = text.data;

    *out = (struct own_team){0};
    if (text.size != OWN_TEAM_BYTES || *at++ != VERSION)
        return false;
    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++, at++) {
        if (*at < '0' || *at > '0' + SCAN_ANSWERS)
            return false;
        out->answer[i] = (uint8_t)(*at - '0');
    }
    if (*at < 'a' + OWN_PEOPLE_MIN || *at > 'a' + OWN_PEOPLE_MAX)
        return false;
    out->people = (uint8_t)(*at++ - 'a');
    for (uint32_t i = 0; i < PHASES_COUNT; i++, at++) {
        if (*at < 'a' || *at > 'a' + OWN_PEOPLE_MAX)
            return false;
        out->stand[i] = (uint8_t)(*at - 'a');
    }
    return placed(out) <= out->people;
}

void own_team_write(const struct own_team *team, char out[OWN_TEAM_BYTES])
{
    *out++ = VERSION;
    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++)
        *out++ = (char)('0' + team->answer[i]);
    *out++ = (char)('a' + team->people);
    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        *out++ = (char)('a' + team->stand[i]);
}

/* ---- against the matrix --------------------------------------------------------------------- */

enum { WETEN = 1, WILLEN = 2, KUNNEN = 4, DURVEN = 8, MOGEN = 16 };

struct question {
    uint8_t level;      /* enum scan_level */
    uint8_t conditions; /* Bits of the above. */
    bool burden;
};

static const struct question questions[SCAN_QUESTION_COUNT] = {
#define SCAN(NAME, in, feeds)                                                                      \
    [SCAN_QUESTION_##NAME].level = SCAN_LEVEL_##in, [SCAN_QUESTION_##NAME].conditions = (feeds),
#define SCAN_BURDEN(NAME, FACTOR, v1, v2, v3, v4, v5) [SCAN_QUESTION_##NAME].burden = true,
#include "scenario/scan.def"
};

/* The three conditions of which each phase asks the lowest (shared/sim/README.md, "7.3 People"). */
static const uint8_t asked_in[PHASES_COUNT] = {
    WETEN | WILLEN,          WILLEN | MOGEN | KUNNEN, KUNNEN | MOGEN | DURVEN,
    DURVEN | MOGEN | WILLEN, WILLEN | WETEN | MOGEN,
};

/* The mean of the answers of a level that feed one of these conditions, times 100; 0: none. */
static uint32_t mean_of(const struct own_team *team, enum scan_level level, uint32_t conditions)
{
    uint32_t sum = 0, count = 0;

    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++) {
        const uint32_t given = team->answer[i];

        if (questions[i].level != level || (questions[i].conditions & conditions) == 0 ||
            given == SCAN_ANSWER_UNKNOWN)
            continue;
        sum += questions[i].burden ? SCAN_ANSWERS + 1 - given : given;
        count++;
    }
    return count == 0 ? 0 : 100 * sum / count;
}

uint32_t own_team_mean(const struct own_team *team, enum scan_level level)
{
    return mean_of(team, level, WETEN | WILLEN | KUNNEN | DURVEN | MOGEN);
}

/* Half an answer from the middle is a difference: estimates of ours. */
#define WEAK_BELOW  250
#define STRONG_FROM 350

enum own_cell own_team_cell(const struct own_team *team, enum scan_level level, uint32_t phase)
{
    uint32_t mean;

    assert(phase < PHASES_COUNT);
    mean = mean_of(team, level, asked_in[phase]);
    if (mean == 0)
        return OWN_CELL_NONE;
    return mean < WEAK_BELOW    ? OWN_CELL_WEAK
           : mean < STRONG_FROM ? OWN_CELL_MIDDLING
                                : OWN_CELL_STRONG;
}

/* ---- the record ----------------------------------------------------------------------------- */

static void write_members(const struct scenario *s, const struct own_cast *cast, uint32_t lang,
                          struct writer *w)
{
    writer_key(w, "members");
    writer_list(w, s->members_count);
    for (uint32_t i = 0; i < s->members_count; i++) {
        const bool unknown = cast->from[i] == OWN_FROM_UNKNOWN;

        writer_map(w, 4);
        writer_put_text(w, "name", text_in(&s->members[i].name, lang));
        writer_put_text(w, "role", text_in(&s->members[i].role, lang));
        writer_put_word(w, "from", own_from_name((enum own_from)cast->from[i]));
        writer_put_int(w, "phase", unknown ? -1 : s->members[i].impression);
    }
}

static void write_levels(const struct own_team *team, struct writer *w)
{
    writer_key(w, "levels");
    writer_list(w, SCAN_LEVEL_COUNT);
    for (uint32_t i = 0; i < SCAN_LEVEL_COUNT; i++) {
        const enum scan_level level = (enum scan_level)i;

        writer_map(w, 3);
        writer_put_word(w, "level", scan_level_name(level));
        writer_put_int(w, "mean", own_team_mean(team, level));
        writer_key(w, "cells");
        writer_list(w, PHASES_COUNT);
        for (uint32_t phase = 0; phase < PHASES_COUNT; phase++)
            writer_word(w, own_cell_name(own_team_cell(team, level, phase)));
    }
}

static void write_assumed(const struct own_cast *cast, struct writer *w)
{
    writer_key(w, "assumed");
    writer_list_open(w);
    for (uint32_t i = 0; i < OWN_ASSUMED_COUNT; i++) {
        if (cast->assumed[i] == 0)
            continue;
        writer_map(w, 2);
        writer_put_word(w, "what", own_assumed_name((enum own_assumed)i));
        writer_put_int(w, "n", cast->assumed[i]);
    }
    writer_list_close(w);
}

void own_team_view(const struct scenario *cast_story, const struct own_team *team,
                   const struct own_cast *cast, uint32_t lang, struct writer *out)
{
    writer_map(out, 4);
    write_members(cast_story, cast, lang, out);
    writer_key(out, "stand");
    writer_list(out, PHASES_COUNT);
    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        writer_int(out, team->stand[i]);
    write_levels(team, out);
    write_assumed(cast, out);
}
