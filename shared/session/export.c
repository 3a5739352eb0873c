#include "session/export.h"

#include "session/inside.h"
#include "session/matrix.h"

/* ---- counting, everything ------------------------------------------------------------------- */

static void count_ballot(struct export_round *e, const struct ballot *b)
{
    if (b->first != OPTION_NONE) {
        e->first.people++;
        e->first.counts[b->first]++;
        e->confidence.people++;
        e->confidence.counts[b->confidence]++;
    }
    if (b->second != OPTION_NONE) {
        e->second.people++;
        e->second.counts[b->second]++;
    }
    if (b->first != OPTION_NONE && b->second != OPTION_NONE) {
        e->shifts_people++;
        e->shifts[b->first][b->second]++;
        e->changed = (uint16_t)(e->changed + (b->first != b->second));
    }
}

static void count_room(const struct session *s, uint32_t room, uint32_t round,
                       struct export_round *e)
{
    const struct room_round *played = &session_room(s, room)->rounds[round];

    *e = (struct export_round){
        .room = (uint8_t)room,
        .round = (uint8_t)round,
        .dilemma = played->dilemma,
        .options_count = (uint8_t)scenario_dilemma_at(s->scenario, played->dilemma)->options_count,
        .rooms_count = 1,
        .decision = played->decision,
        .decided_by = played->decided_by,
        .decided_ms = played->decided_ms,
    };
    e->decisions[played->decision] = 1;
    for (uint16_t i = 0; i < s->seats_count; i++) {
        const struct ballot *b = &session_ballots(s, i)[round];

        if (b->room == room && !session_seat(s, i)->removed)
            count_ballot(e, b);
    }
}

/* ---- withholding ---------------------------------------------------------------------------- */

static bool few(uint32_t people)
{
    return people > 0 && people < EXPORT_PEOPLE_MIN;
}

static void withhold(struct export_counts *c, bool shown)
{
    c->shown = shown;
    if (!shown)
        memset(c->counts, 0, sizeof c->counts);
}

static void withhold_shifts(struct export_round *e, bool shown)
{
    e->shifts_shown = shown;
    if (!shown) {
        memset(e->shifts, 0, sizeof e->shifts);
        e->changed = 0;
    }
}

static bool shifts_may_be_shown(const struct export_round *e)
{
    return e->shifts_people >= EXPORT_PEOPLE_MIN &&
           !few((uint32_t)e->first.people - e->shifts_people) &&
           !few((uint32_t)e->second.people - e->shifts_people);
}

static void withhold_room(struct export_round *e)
{
    withhold_shifts(e, shifts_may_be_shown(e));
    withhold(&e->first, e->first.people >= EXPORT_PEOPLE_MIN);
    withhold(&e->second, e->second.people >= EXPORT_PEOPLE_MIN);
    withhold(&e->confidence, e->confidence.people >= EXPORT_PEOPLE_MIN);
}

/* ---- over all rooms ------------------------------------------------------------------------- */

/* People whose room was withheld from a sum, by kind of figure. */
struct withheld {
    uint32_t first, second, shifts;
};

static void add_counts(struct export_counts *to, const struct export_counts *from)
{
    to->people = (uint16_t)(to->people + from->people);
    for (uint32_t i = 0; i < OPTIONS_MAX; i++)
        to->counts[i] = (uint16_t)(to->counts[i] + from->counts[i]);
}

static void add_room(struct export_round *sum, const struct export_round *room,
                     struct withheld *hidden)
{
    sum->rooms_count++;
    sum->decisions[room->decision]++;
    add_counts(&sum->first, &room->first);
    add_counts(&sum->second, &room->second);
    add_counts(&sum->confidence, &room->confidence);
    sum->shifts_people = (uint16_t)(sum->shifts_people + room->shifts_people);
    sum->changed = (uint16_t)(sum->changed + room->changed);
    for (uint32_t i = 0; i < OPTIONS_MAX * OPTIONS_MAX; i++)
        (&sum->shifts[0][0])[i] = (uint16_t)((&sum->shifts[0][0])[i] + (&room->shifts[0][0])[i]);
    hidden->first += few(room->first.people) ? room->first.people : 0;
    hidden->second += few(room->second.people) ? room->second.people : 0;
    hidden->shifts +=
        shifts_may_be_shown(room) ? 0 : (uint32_t)room->first.people + room->second.people;
}

/* The sum of the rooms that played this dilemma in this round. */
static void sum_rooms(const struct session *s, uint32_t round, uint32_t dilemma,
                      struct export_round *sum)
{
    struct withheld hidden = {0, 0, 0};

    *sum = (struct export_round){
        .room = ROOM_ALL,
        .round = (uint8_t)round,
        .dilemma = (uint8_t)dilemma,
        .options_count = (uint8_t)scenario_dilemma_at(s->scenario, dilemma)->options_count,
        .decision = OPTION_NONE,
    };
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        const struct room_round *played = &session_room(s, i)->rounds[round];
        struct export_round room;

        if (played->dilemma != dilemma || played->decision == OPTION_NONE)
            continue;
        count_room(s, i, round, &room);
        add_room(sum, &room, &hidden);
    }
    withhold_shifts(sum, shifts_may_be_shown(sum) && hidden.shifts == 0);
    withhold(&sum->first, sum->first.people >= EXPORT_PEOPLE_MIN && !few(hidden.first));
    withhold(&sum->second, sum->second.people >= EXPORT_PEOPLE_MIN && !few(hidden.second));
    withhold(&sum->confidence, sum->first.shown);
}

/* ---- all ------------------------------------------------------------------------------------ */

static uint32_t export_sums(const struct session *s, struct export_round *out, uint32_t max)
{
    uint32_t count = 0;

    for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
        for (uint32_t d = 0; d < s->scenario->dilemmas_count && count < max; d++) {
            sum_rooms(s, round, d, &out[count]);
            count += out[count].rooms_count > 0;
        }
    }
    return count;
}

uint32_t export_rounds(const struct session *s, struct export_round *out, uint32_t max)
{
    uint32_t count = 0;

    for (uint32_t room = 0; room < s->settings.rooms_count; room++) {
        for (uint32_t round = 0; round < ROUNDS_MAX && count < max; round++) {
            if (session_room(s, room)->rounds[round].decision == OPTION_NONE)
                continue;
            count_room(s, room, round, &out[count]);
            withhold_room(&out[count++]);
        }
    }
    if (s->settings.rooms_count > 1)
        count += export_sums(s, out + count, max - count);
    return count;
}

/* ---- the team ------------------------------------------------------------------------------- */

static struct export_outcomes outcomes_of(const struct session *s, const struct sim_team *team)
{
    const struct sim_outcomes all = sim_team_outcomes(team, &s->scenario->parameters);

    return (struct export_outcomes){.learning = all.value[SIM_OUTCOME_LEARNING_CLIMATE],
                                    .wellbeing = all.value[SIM_OUTCOME_WELLBEING],
                                    .work = all.value[SIM_OUTCOME_PERFORMANCE]};
}

void export_team(const struct session *s, uint32_t room, struct export_team *out)
{
    const struct room *r = session_room(s, room);
    struct matrix_actions actions;

    *out = (struct export_team){.told = r->rounds[0].told && session_is_of_today(s)};
    if (!out->told)
        return;
    out->start = outcomes_of(s, &s->start);
    out->now = outcomes_of(s, &r->team);
    matrix_find_actions(s, r, &actions);
    for (uint32_t phase = 0; phase < PHASE_COUNT; phase++) {
        for (uint32_t layer = 0; layer < LAYER_COUNT; layer++)
            out->actions[layer][phase] = (uint16_t)matrix_count(s, &actions, layer, phase);
        out->stood[phase] = (uint16_t)matrix_stood(s, r, phase);
    }
}
