/* deeds.c -- what a simulated person does, and when: from the state of the session and a seed. It
 * need not be wise; it must be as different as people are, so that the desk has something to say.
 */
#include "rehearse/inside.h"

#include "base/hash.h"
#include "scenario/scenario.h"

enum about {
    ABOUT_MOOD,
    ABOUT_OPTION,
    ABOUT_SURE,
    ABOUT_MOVES,
    ABOUT_GUESS,
    ABOUT_PACE,
    ABOUT_DOZE
};

/* A number that is always the same for the same question of the same person. */
static uint32_t chance_of(const struct rehearsed *p, uint32_t round, uint32_t what)
{
    const uint64_t words[4] = {p->rehearsal->seed, p->number, round, what};

    return (uint32_t)(hash64(HASH64_START, words, sizeof words) >> 32);
}

static uint32_t room_chance(const struct rehearsed *p, uint32_t room, uint32_t round)
{
    const uint64_t words[4] = {p->rehearsal->seed, room, round, ABOUT_MOOD};

    return (uint32_t)(hash64(HASH64_START, words, sizeof words) >> 32);
}

/* ---- when ----------------------------------------------------------------------------------- */

#define QUICK_MS        (3 * 60 * 1000) /* For all rounds. */
#define QUICK_STEP_MIN  800
#define QUICK_STEP_MAX  12000
#define QUICK_ALL_IN_MS 700 /* Of a step, from the last deed to the next step, countdown aside. */

/* Seconds that somebody of average speed takes, at real pace. */
static const uint32_t usual_s[STEP_COUNT] = {
    [STEP_SITUATION] = 60, [STEP_DIAGNOSIS] = 25,   [STEP_CHOICE] = 50,    [STEP_DISCUSSION] = 150,
    [STEP_DECISION] = 25,  [STEP_CONSEQUENCE] = 50, [STEP_REFLECTION] = 60};

/* What is left of a step's share of the three minutes when the countdowns of the steps that votes
 * end, three in a round, are taken off. */
static uint64_t quick_ms(const struct session *s)
{
    const int32_t steps = s->settings.diagnosis_skipped ? 6 : 7;
    const int32_t share = QUICK_MS / ((int32_t)s->scenario->rounds_count * steps);
    const int32_t left =
        share - QUICK_ALL_IN_MS - (int32_t)s->settings.closing_seconds * 3000 / steps;

    if (left < QUICK_STEP_MIN)
        return QUICK_STEP_MIN;
    return left > QUICK_STEP_MAX ? QUICK_STEP_MAX : (uint64_t)left;
}

static uint64_t step_ms(const struct rehearsed *p, const struct session *s, enum step step)
{
    if (p->rehearsal->quick)
        return quick_ms(s);
    return usual_s[step] * UINT64_C(1000) * s->settings.time_percent / 100;
}

uint64_t rehearsed_think_ms(const struct rehearsed *p, const struct session *s, uint32_t round,
                            enum step step)
{
    const uint32_t own = chance_of(p, 0, ABOUT_PACE) % 40; /* Quick or slow, always. */
    const uint32_t now = chance_of(p, round, ABOUT_PACE + 100 * step) % 40;
    const bool lost = !p->rehearsal->quick && chance_of(p, round, ABOUT_PACE) % 16 == 0;

    return step_ms(p, s, step) * (15 + own + now) / 100 * (lost ? 4 : 1);
}

bool rehearsed_dozes(const struct rehearsed *p, uint32_t round, enum step step)
{
    return !p->rehearsal->quick && step == STEP_DISCUSSION &&
           chance_of(p, round, ABOUT_DOZE) % 9 == 0;
}

/* ---- what ----------------------------------------------------------------------------------- */

/* A room agrees, is split in two, or everybody thinks something of their own. */
static uint32_t option_of(const struct rehearsed *p, uint32_t room, uint32_t round, uint32_t count)
{
    const uint32_t mood = room_chance(p, room, round), one = (mood >> 8) % count;

    switch (mood % 4) {
    case 0: return one;
    case 1: return p->number / p->rehearsal->rooms % 2 == 0 ? one : (one + 1) % count;
    default: return chance_of(p, round, ABOUT_OPTION) % count;
    }
}

static bool is_sentence_end(const uint8_t *at, const uint8_t *end)
{
    return (*at == '.' || *at == '?') && (at + 1 == end || at[1] == ' ');
}

/* The sentence of this number; empty if there are fewer. */
static struct bytes sentence_of(struct bytes text, uint32_t number)
{
    const uint8_t *from = text.data, *end = text.data + text.size;

    for (const uint8_t *at = from; at < end; at++) {
        if (!is_sentence_end(at, end))
            continue;
        if (number-- == 0)
            return (struct bytes){from, (size_t)(at + 1 - from)};
        from = at + 1 < end ? at + 2 : end;
    }
    return (struct bytes){NULL, 0};
}

/* Everybody in a room has a sentence of their own for an option, of what a colleague would say for
 * it, and whoever comes after has nothing to add. Where all agree, nobody says why. */
static struct bytes reason_of(const struct rehearsed *p, const struct scenario_option *option,
                              uint32_t room, uint32_t round)
{
    const struct bytes none = {NULL, 0};
    struct bytes reason;

    if (room_chance(p, room, round) % 4 == 0)
        return none;
    reason = sentence_of(text_in(&option->argument, p->rehearsal->lang),
                         p->number / p->rehearsal->rooms);
    return reason.size <= REASON_CHARS_MAX ? reason : none;
}

static bool choose(const struct rehearsed *p, const struct session *s, const struct room *r,
                   uint32_t room, struct command *out)
{
    const struct scenario_dilemma *d = room_dilemma(s, r);
    const uint32_t option = option_of(p, room, r->round, d->options_count);

    out->type = COMMAND_VOTE_CAST;
    out->vote_cast =
        (struct command_vote_cast){.round = r->round,
                                   .option = option,
                                   .confidence = 1 + chance_of(p, r->round, ABOUT_SURE) % 3,
                                   .reason = reason_of(p, &d->options[option], room, r->round)};
    return p->deeds == 0;
}

/* Near where the member stands, as people estimate. */
static bool guess(const struct rehearsed *p, const struct session *s, const struct room *r,
                  struct command *out)
{
    const struct scenario_dilemma *d = room_dilemma(s, r);
    uint32_t member;
    int32_t phase;

    if (p->deeds >= d->diagnose_count)
        return false;
    member = d->diagnose[p->deeds];
    phase = r->start.phases[member] == PHASE_NONE ? 1 : r->start.phases[member];
    phase += (int32_t)(chance_of(p, r->round, ABOUT_GUESS + member * 100) % 4) - 1;
    out->type = COMMAND_GUESS_CAST;
    out->guess_cast =
        (struct command_guess_cast){.round = r->round,
                                    .member = member,
                                    .phase = (uint8_t)(phase < 0               ? 0
                                                       : phase >= PHASES_COUNT ? PHASES_COUNT - 1
                                                                               : phase)};
    return true;
}

static bool say_ready(const struct rehearsed *p, const struct room *r, struct command *out)
{
    out->type = COMMAND_READY_SET;
    out->ready_set = (struct command_ready_set){.round = r->round, .step = r->step, .ready = true};
    return p->deeds == 0;
}

/* The option with most votes of this room, first or second; the first of equals. */
static uint32_t leading(const struct session *s, uint32_t room, uint32_t round, bool second)
{
    uint32_t votes[OPTIONS_MAX] = {0}, best = 0;

    for (uint32_t i = 0; i < s->seats_count; i++) {
        const struct ballot *b = &session_ballots(s, i)[round];
        const uint8_t option = second ? b->second : b->first;

        if (b->room == room && option < OPTIONS_MAX)
            votes[option]++;
    }
    for (uint32_t i = 1; i < OPTIONS_MAX; i++)
        best = votes[i] > votes[best] ? i : best;
    return best;
}

/* Votes again, some with the others; then answers whether it can live with what leads; and who
 * speaks for the room decides if that is still to be done. What does not fit the rule of the
 * session is refused, as it is when a page is late. */
static bool decide(const struct rehearsed *p, const struct session *s, const struct room *r,
                   uint32_t room, struct command *out)
{
    const struct ballot *own = &session_ballots(s, p->link.seat)[r->round];
    const bool moves = chance_of(p, r->round, ABOUT_MOVES) % 5 < 2;
    const uint32_t leads = leading(s, room, r->round, p->deeds > 0);

    if (p->deeds == 0) {
        out->type = COMMAND_SECOND_CAST;
        out->second_cast = (struct command_second_cast){
            .round = r->round, .option = moves || own->first == OPTION_NONE ? leads : own->first};
        return true;
    }
    if (p->deeds == 1 && session_has_objections(s) && own->second != leads) {
        out->type = COMMAND_OBJECTION_SET;
        out->objection_set =
            (struct command_objection_set){.round = r->round, .option = leads, .objects = false};
        return true;
    }
    if (p->deeds > 3 || r->rounds[r->round].spokesperson != p->link.seat ||
        !session_speaker_ends(s))
        return false;
    out->type = COMMAND_DECISION_MAKE;
    out->decision_make = (struct command_decision_make){.round = r->round, .option = leads};
    return true;
}

bool rehearsed_deed(const struct rehearsed *p, const struct session *s, struct command *out)
{
    const uint32_t room = session_seat(s, p->link.seat)->room;
    const struct room *r = session_room(s, room);

    *out = (struct command){0};
    switch ((enum step)r->step) {
    case STEP_SITUATION:
    case STEP_CONSEQUENCE:
    case STEP_REFLECTION: return say_ready(p, r, out);
    case STEP_DISCUSSION: /* Where the trainer ends it, nobody taps. */
        return s->settings.pace != PACE_TRAINER && say_ready(p, r, out);
    case STEP_DIAGNOSIS: return guess(p, s, r, out);
    case STEP_CHOICE: return choose(p, s, r, room, out);
    case STEP_DECISION: return decide(p, s, r, room, out);
    default: return false;
    }
}
