/* decision.c -- how votes become a room's decision: the table of rules, and who may decide instead
 * (the spokesperson, the trainer, the clock).
 *
 *   rule           decides by itself when enough have voted and
 *   majority       one option leads; a tie goes with the spokesperson's second vote, or the
 *                  spokesperson picks one of the tied
 *   consensus      all have voted, one option leads and nobody objects to it in time (consent.c);
 *                  by silence, if somebody who chose otherwise never answered
 *   spokesperson   never: the spokesperson decides
 *   trainer        never: the trainer decides
 *   (solo)         there is a second vote
 *
 * When time is over, or the trainer goes on, the majority of second votes decides, or else that of
 * first votes; a tie is settled as under majority. Under the rule trainer only the trainer goes on,
 * and in solo there is no clock. */
#include "session/inside.h"

static const struct verdict no_verdict = {OPTION_NONE, 0, false};

/* ---- what votes come to --------------------------------------------------------------------- */

/* In a tie: the option that the spokesperson chose, if it is one of the tied. */
static struct verdict tie_of_spokesperson(const struct outlook *o, uint32_t room,
                                          const struct tally *second)
{
    uint32_t round = session_room(o->s, room)->round;
    uint16_t speaker = outlook_spokesperson(o, room);
    const struct ballot *b;

    if (second->count == 0 || speaker == SEAT_NONE)
        return no_verdict;
    b = outlook_ballot(o, speaker, round);
    if (b->room != room || b->second == OPTION_NONE || (second->tied >> b->second & 1u) == 0)
        return no_verdict;
    return (struct verdict){.option = b->second, .how = DECIDED_BY_TIE_SPOKESPERSON};
}

static struct verdict majority(const struct outlook *o, uint32_t room, const struct tally *second)
{
    if (second->leading == OPTION_NONE)
        return tie_of_spokesperson(o, room, second);
    return (struct verdict){.option = second->leading, .how = DECIDED_BY_MAJORITY};
}

static struct verdict by_majority(const struct outlook *o, uint32_t room,
                                  const struct room_count *count, const struct tally *second)
{
    assert(count->done > 0);
    return majority(o, room, second);
}

static struct verdict by_consensus(const struct outlook *o, uint32_t room,
                                   const struct room_count *count, const struct tally *second)
{
    if (count->done < count->expected || second->leading == OPTION_NONE ||
        objection_stands(o, room, second->leading))
        return no_verdict;
    return (struct verdict){.option = second->leading,
                            .how = consent_count_silent(o, room, second->leading, false) > 0
                                       ? DECIDED_BY_SILENCE
                                       : DECIDED_BY_CONSENSUS,
                            .asked = true};
}

static struct verdict not_by_votes(const struct outlook *o, uint32_t room,
                                   const struct room_count *count, const struct tally *second)
{
    (void)o;
    (void)room;
    (void)count;
    (void)second;
    return no_verdict;
}

static struct verdict by_the_only_one(const struct outlook *o, uint32_t room,
                                      const struct room_count *count, const struct tally *second)
{
    (void)room;
    assert(count->seats == 1 && o->s->settings.mode == MODE_SOLO);
    return (struct verdict){.option = second->leading, .how = DECIDED_BY_SOLO};
}

/* ---- the table ------------------------------------------------------------------------------ */

static const struct rule_entry entry_majority = {
    by_majority, majority, SPEAKER_BREAKS_TIE, TIME_DECIDES, OBJECTIONS_UNKNOWN, TIE_IS_SETTLED,
};

/* Nobody in the room can end a tie: the room talks on. */
static const struct rule_entry entry_consensus = {
    by_consensus, majority, SPEAKER_SPEAKS, TIME_DECIDES, OBJECTIONS_DELAY, TIE_STAYS,
};

static const struct rule_entry entry_spokesperson = {
    not_by_votes, majority, SPEAKER_DECIDES, TIME_DECIDES, OBJECTIONS_UNKNOWN, TIE_IS_SETTLED,
};

static const struct rule_entry entry_trainer = {
    not_by_votes, majority, SPEAKER_NONE, TIME_PASSES, OBJECTIONS_UNKNOWN, TIE_IS_SETTLED,
};

static const struct rule_entry entry_alone = {
    by_the_only_one, majority, SPEAKER_NONE, TIME_DECIDES, OBJECTIONS_UNKNOWN, TIE_IS_SETTLED,
};

static const struct rule_entry *const table[RULE_COUNT] = {
#define VALUE(TYPE, NAME, name, number) [number] = &entry_##name,
#include "protocol/rules.def"
#undef VALUE
};

const struct rule_entry *rule_entry(const struct session *s)
{
    assert(s->settings.rule < RULE_COUNT);
    return s->settings.mode == MODE_SOLO ? &entry_alone : table[s->settings.rule];
}

bool session_has_objections(const struct session *s)
{
    return rule_entry(s)->objections == OBJECTIONS_DELAY;
}

bool session_speaker_ends(const struct session *s)
{
    return rule_entry(s)->speaker >= SPEAKER_BREAKS_TIE;
}

/* ---- the verdict ---------------------------------------------------------------------------- */

struct verdict decision_verdict(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    struct room_count count = outlook_count(o, room);
    struct tally second;

    assert(r->step == STEP_DECISION);
    if (!vote_closes(o, &count) && !(session_has_objections(o->s) && outlook_all_in(o, room)))
        return no_verdict;
    second = outlook_tally(o, room, r->round, true);
    return rule_entry(o->s)->verdict(o, room, &count, &second);
}

struct verdict decision_forced(const struct outlook *o, uint32_t room)
{
    uint32_t round = session_room(o->s, room)->round;
    struct tally votes = outlook_tally(o, room, round, true);

    if (votes.count > 0)
        return rule_entry(o->s)->counted(o, room, &votes);
    votes = outlook_tally(o, room, round, false);
    if (votes.leading == OPTION_NONE)
        return no_verdict;
    return (struct verdict){.option = votes.leading, .how = DECIDED_BY_MAJORITY};
}

bool decision_is_even(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    struct room_count count;

    if (r->step != STEP_DECISION)
        return false;
    count = outlook_count(o, room);
    if (count.done == 0 || count.done < count.expected)
        return false;
    return outlook_tally(o, room, r->round, true).leading == OPTION_NONE;
}

bool decision_is_tie(const struct outlook *o, uint32_t room)
{
    struct tally second;

    if (!decision_is_even(o, room))
        return false;
    second = outlook_tally(o, room, session_room(o->s, room)->round, true);
    return rule_entry(o->s)->counted(o, room, &second).option == OPTION_NONE;
}

bool decision_needs_trainer(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);

    if (r->step != STEP_DECISION || decision_forced(o, room).option != OPTION_NONE)
        return false;
    return outlook_count(o, room).present == 0 ||
           outlook_tally(o, room, r->round, false).count == 0;
}

/* ---- who may decide instead ----------------------------------------------------------------- */

/* The spokesperson decides for the room, or breaks a tie that their own second vote did not. */
enum reject decide_decision_make(struct outlook *o, const struct command_decision_make *c)
{
    const struct rule_entry *rule = rule_entry(o->s);
    bool breaks_tie = rule->speaker == SPEAKER_BREAKS_TIE;
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_DECISION, &room);

    if (reject != REJECT_NONE)
        return reject;
    if (!session_speaker_ends(o->s) || (breaks_tie && !decision_is_tie(o, room)))
        return REJECT_NOT_ALLOWED;
    if (outlook_spokesperson(o, room) != o->command->seat)
        return REJECT_NOT_SPOKESPERSON;
    if (!vote_option_known(o, room, c->option))
        return REJECT_OPTION_UNKNOWN;
    if (breaks_tie && (outlook_tally(o, room, c->round, true).tied & 1u << c->option) == 0)
        return REJECT_NOT_TIED;
    if (o->paused)
        return REJECT_SESSION_PAUSED; /* Deciding would move the room on. */
    room_push_decision(o, room,
                       (struct verdict){.option = (uint8_t)c->option,
                                        .how = breaks_tie ? DECIDED_BY_TIE_SPOKESPERSON
                                                          : DECIDED_BY_SPOKESPERSON});
    return REJECT_NONE;
}

/* The trainer decides for a room: under the rule trainer, to break a tie, or to end a long talk. */
enum reject decide_room_decide(struct outlook *o, const struct command_room_decide *c)
{
    const struct room *r;

    if (o->s->status != STATUS_RUNNING)
        return o->s->status == STATUS_ENDED ? REJECT_SESSION_ENDED : REJECT_NOT_STARTED;
    if (c->room >= o->s->settings.rooms_count)
        return REJECT_ROOM_UNKNOWN;
    r = session_room(o->s, c->room);
    if (r->round != c->round)
        return REJECT_ROUND_OVER;
    if (r->step != STEP_DECISION)
        return REJECT_STEP_OVER;
    if (!vote_option_known(o, c->room, c->option))
        return REJECT_OPTION_UNKNOWN;
    room_push_decision(o, c->room,
                       (struct verdict){.option = (uint8_t)c->option, .how = DECIDED_BY_TRAINER});
    return REJECT_NONE;
}

/* ---- decided -------------------------------------------------------------------------------- */

/* How many people changed their mind, by the ballots at this moment. */
static uint16_t count_changed(const struct session *s, uint32_t room, uint32_t round)
{
    uint16_t changed = 0;

    for (uint16_t i = 0; i < s->seats_count; i++) {
        const struct ballot *b = &session_ballots(s, i)[round];

        if (b->room == room && !session_seat(s, i)->removed && b->first != OPTION_NONE &&
            b->second != OPTION_NONE && b->first != b->second)
            changed++;
    }
    return changed;
}

/* Under consensus, whatever decided: whoever chose otherwise and did not say that they agree. */
static uint16_t count_silent(const struct session *s, uint32_t room, uint32_t option)
{
    struct outlook o;

    outlook_init(&o, s, NULL, NULL);
    return session_has_objections(s) ? (uint16_t)consent_count_silent(&o, room, option, false) : 0;
}

struct dirty apply_room_decided(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->room_decided.room);
    struct room_round *round = &r->rounds[r->round];

    assert(r->step == STEP_DECISION && r->round == e->room_decided.round);
    assert(e->room_decided.option < room_dilemma(s, r)->options_count);
    round->decision = (uint8_t)e->room_decided.option;
    round->decided_by = e->room_decided.how;
    round->decided_ms = e->at_ms;
    round->silent = count_silent(s, e->room_decided.room, e->room_decided.option);
    if (session_has_objections(s))
        objection_tell(s, e->room_decided.room);
    round->changed = count_changed(s, e->room_decided.room, e->room_decided.round);
    session_note(s, e->at_ms, HAPPENED_DECIDED, SEAT_NONE, (uint8_t)e->room_decided.room);
    return (struct dirty){.room = (uint8_t)e->room_decided.room, .seat = SEAT_NONE};
}
