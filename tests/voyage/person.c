#include "person.h"

#include "edge/token.h"
#include "fixture.h"
#include "base/sha256.h"
#include "harbour.h"
#include "sea.h"
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>

#define ASK_MS 4000 /* No answer after this: ask again. */

static struct person *person_of(struct voyage *v, uint32_t i)
{
    return &v->people->list[i];
}

static struct tab *tab_of(struct voyage *v, uint32_t person, uint32_t tab)
{
    return &v->people->list[person].tabs[tab];
}

/* Which person and tab a page belongs to. */
struct place {
    struct voyage *v;
    uint32_t person, tab;
};
static struct place places[PEOPLE_MAX][TABS_MAX];

/* ---- a tab ----------------------------------------------------------------------------------- */

static void tab_timer(struct voyage *v, struct moment *m);
static void tab_again(struct voyage *v, struct moment *m);

/* Let the moments of its timers be on the agenda. */
static void tab_plan(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);
    struct moment m = {.who = person * TABS_MAX + tab, .times = t->times};

    if (t->is_asleep)
        return;
    if (t->page.timer_ms != 0 && t->page.timer_ms != t->timer_planned_ms) {
        t->timer_planned_ms = t->page.timer_ms;
        m.run = tab_timer;
        m.number = t->page.timer_ms;
        agenda_add(v, t->page.timer_ms, &m);
    }
    if (t->page.again_ms != 0 && t->page.again_ms != t->again_planned_ms) {
        t->again_planned_ms = t->page.again_ms;
        m.run = tab_again;
        m.number = t->page.again_ms;
        agenda_add(v, t->page.again_ms, &m);
    }
}

static struct tab *tab_of_moment(struct voyage *v, const struct moment *m)
{
    struct tab *t = tab_of(v, m->who / TABS_MAX, m->who % TABS_MAX);

    return t->is_open && !t->is_asleep && t->times == m->times ? t : NULL;
}

static void tab_timer(struct voyage *v, struct moment *m)
{
    struct tab *t = tab_of_moment(v, m);

    if (t == NULL || t->page.timer_ms != m->number)
        return;
    page_timer(&t->page, v->now_ms);
    tab_plan(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

static void tab_again(struct voyage *v, struct moment *m)
{
    struct tab *t = tab_of_moment(v, m);

    if (t == NULL || t->page.again_ms != m->number)
        return;
    page_again(&t->page, v->now_ms);
    tab_plan(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

/* ---- what a page asks for -------------------------------------------------------------------- */

static void ask_open(struct page *page, enum road road)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    sea_hang_up(at->v, t->conn);
    t->conn = sea_connect(at->v, at->person, at->tab, road, t->encoding, page->client,
                          person_of(at->v, at->person)->token);
}

static void ask_close(struct page *page)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    sea_hang_up(at->v, t->conn);
    t->conn = 0;
}

static void ask_hello(struct page *page)
{
    const struct place *at = page->owner;

    sea_say_hello(at->v, tab_of(at->v, at->person, at->tab)->conn,
                  person_of(at->v, at->person)->token, page->client);
}

static void ask_ping(struct page *page)
{
    const struct place *at = page->owner;

    sea_say_ping(at->v, tab_of(at->v, at->person, at->tab)->conn);
}

static void ask_send(struct page *page, const struct pending *pending)
{
    const struct place *at = page->owner;
    struct command command = pending->command;

    command.id = pending->id;
    sea_say_command(at->v, tab_of(at->v, at->person, at->tab)->conn, &command);
}

static uint32_t ask_random(struct page *page)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    return (uint32_t)(chance_of(at->v->plan->seed, at->person * TABS_MAX + at->tab + 1000u,
                                ++t->draws) >>
                      20) &
           0xFFFF;
}

static void ask_counted(struct page *page, const struct pending *pending)
{
    const struct place *at = page->owner;

    witness_counted(at->v, at->person, page->client, pending->id, pending->wish);
}

static const struct page_parts parts = {ask_open, ask_close,  ask_hello,   ask_ping,
                                        ask_send, ask_random, ask_counted, NULL};

/* ---- pages ----------------------------------------------------------------------------------- */

static void tab_forget_shown(struct tab *t)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        t->shown[i].is_there = false;
}

static void tab_load(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct person *p = person_of(v, person);
    struct tab *t = tab_of(v, person, tab);

    t->is_open = true;
    t->is_asleep = false;
    t->times++;
    t->timer_planned_ms = t->again_planned_ms = 0;
    tab_forget_shown(t);
    places[person][tab] = (struct place){v, person, tab};
    page_open(&t->page, &parts, &places[person][tab], &p->device, &t->shelf, v->now_ms);
    tab_plan(v, person, tab);
}

static void tab_unload(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open)
        return;
    page_close(&t->page);
    t->is_open = false;
    t->times++;
    if (person_of(v, person)->keeps_nothing) {
        person_of(v, person)->device.is_there = false;
        person_of(v, person)->device.taken_count = 0;
        t->shelf.is_there = false;
    }
}

void tab_is_open(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || t->conn != conn)
        return;
    page_opened(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

static void tab_keep(struct voyage *v, uint32_t person, struct tab *t, const struct message_in *m,
                     enum encoding encoding)
{
    const char *wrong;

    if (m->since > 0 && (int64_t)m->since > t->page.seq)
        voyage_fail(v, "person %u is sent what differs from %llu and is at %lld", person,
                    (unsigned long long)m->since, (long long)t->page.seq);
    t->shown_encoding = encoding;
    wrong = message_in_show(m, encoding, t->shown);
    if (wrong != NULL)
        voyage_fail(v, "person %u cannot make the newest %s of what is sent", person, wrong);
}

static bool is_acked(const struct page *page, uint64_t id, struct pending *out)
{
    for (uint32_t i = 0; i < page->outbox.count; i++) {
        if (page->outbox.items[i].id == id && page->outbox.items[i].acked == PENDING_NOT) {
            *out = page->outbox.items[i];
            return true;
        }
    }
    return false;
}

void tab_hears(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn, struct bytes bytes,
               enum encoding encoding)
{
    struct tab *t = tab_of(v, person, tab);
    struct pending acked;
    struct message_in m;

    if (!t->is_open || t->conn != conn)
        return;
    if (!message_in_read(bytes, encoding, &m))
        voyage_fail(v, "person %u cannot read a message of the server", person);
    if (m.kind == MESSAGE_VIEW && (int64_t)m.seq < t->page.seq)
        voyage_fail(v, "person %u is shown %llu after %lld", person, (unsigned long long)m.seq,
                    (long long)t->page.seq);
    if (m.kind == MESSAGE_VIEW)
        tab_keep(v, person, t, &m, encoding);
    if (m.kind == MESSAGE_ACK && is_acked(&t->page, m.id, &acked))
        witness_acked(v, person, &acked, m.seq);
    if (m.kind == MESSAGE_BYE && m.code == BYE_REPLACED)
        voyage_strike(v, MISHAP_REPLACED);
    if (m.kind == MESSAGE_ERROR && m.code == FAULT_STORAGE_FULL)
        voyage_strike(v, MISHAP_STORAGE_REFUSED);
    page_heard(&t->page, &m, v->now_ms);
    tab_plan(v, person, tab);
}

void tab_is_lost(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || t->conn != conn)
        return;
    t->conn = 0;
    page_lost(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

/* ---- asking over HTTP: a session, a seat, the end of a session ------------------------------- */

enum ask_kind { ASK_SESSION, ASK_SEAT, ASK_DELETE };

static void ask_again(struct voyage *v, struct moment *m);
static void ask_for(struct voyage *v, uint32_t person, enum ask_kind kind);

static struct voyage *asking; /* The callbacks' argument is a number. */

static void answer_arrives(struct voyage *v, struct moment *m)
{
    struct person *p = person_of(v, m->who);
    struct host_answer answer;

    if (p->ask != m->number || p->standing != STANDING_ASKING)
        return;
    memcpy(&answer, m->data, sizeof answer);
    if (answer.fault == FAULT_NONE && answer.reject == REJECT_NONE) {
        witness_answered(v, answer.session, answer.seq);
        p->ask = 0;
        p->standing = STANDING_IN;
        if (p->role == ROLE_TRAINER) {
            v->people->session[p->session] = answer.session;
            memcpy(v->people->code[p->session], m->data + sizeof answer, CODE_BYTES);
        }
        tab_load(v, m->who, 0);
        return;
    }
    p->standing = STANDING_OUT; /* The next wish asks again. */
}

static void answer_leaves(struct voyage *v, uint64_t number, const struct host_answer *answer)
{
    const uint32_t person = (uint32_t)(number & 0xFF);
    struct weather *w = &v->sea->weather[person];
    struct moment m = {.run = answer_arrives, .who = person, .number = number >> 8};
    struct host_answer copy = *answer;

    if (w->ask_answer_lost) {
        w->ask_answer_lost = false;
        voyage_strike(v, MISHAP_ASK_ANSWER_LOST);
        return;
    }
    m.size = sizeof copy + CODE_BYTES + 1;
    m.data = must(calloc(1, m.size));
    copy.code = NULL;
    memcpy(m.data, &copy, sizeof copy);
    if (answer->code != NULL)
        memcpy(m.data + sizeof copy, answer->code, strlen(answer->code));
    agenda_add(v, v->now_ms + sea_delay(v, person), &m);
}

static void on_done(void *arg, const struct host_answer *answer)
{
    answer_leaves(asking, (uint64_t)(uintptr_t)arg, answer);
}

static void take_seat(struct voyage *v, uint64_t number, struct session_id session)
{
    const struct person *p = person_of(v, (uint32_t)(number & 0xFF));
    char name[16];
    struct command command = {.type = COMMAND_SEAT_TAKE, .seat = SEAT_NONE};

    name[0] = '\0';
    if (p->role != ROLE_PROJECTOR)
        snprintf(name, sizeof name, "Naam %u", (unsigned)(number & 0xFF));
    command.seat_take =
        (struct command_seat_take){.role = (uint8_t)p->role,
                                   .room = p->role == ROLE_PROJECTOR ? ROOM_NONE : ROOM_AUTO,
                                   .name = bytes_of(name),
                                   .lang = (uint8_t)(number & 1),
                                   .token_hash = {p->hash, TOKEN_HASH_BYTES}};
    host_request(v->harbour->host, session, &command, on_done, (void *)(uintptr_t)number);
}

/* As the API does for a seat: is the token known? Else, whose is the code? */
static void on_code(void *arg, const struct host_look *look)
{
    const uint64_t number = (uint64_t)(uintptr_t)arg;

    if (look->fault == FAULT_NONE)
        take_seat(asking, number, look->session);
    else
        answer_leaves(asking, number, &(struct host_answer){.fault = look->fault});
}

static void on_token(void *arg, const struct host_look *look)
{
    const uint64_t number = (uint64_t)(uintptr_t)arg;
    const struct person *p = person_of(asking, (uint32_t)(number & 0xFF));

    if (look->fault == FAULT_NONE)
        answer_leaves(
            asking, number,
            &(struct host_answer){.session = look->session, .seat = look->seat, .seq = look->seq});
    else if (look->fault != FAULT_TOKEN_UNKNOWN)
        answer_leaves(asking, number, &(struct host_answer){.fault = look->fault});
    else
        host_look_code(asking->harbour->host, bytes_of(asking->people->code[p->session]), on_code,
                       arg);
}

static void create_session(struct voyage *v, uint64_t number)
{
    const struct person *p = person_of(v, (uint32_t)(number & 0xFF));
    const uint64_t r = chance_of(v->plan->seed, 'c', p->session);
    const struct command_session_create create = {
        .scenario = fixture_scenario()->id,
        .seed = 1 + p->session,
        .title = bytes_of("Groep"),
        .mode = (r & 1) != 0 ? MODE_ROOMS : MODE_ONE_ROOM,
        .pace = (uint8_t)chance_below(chance_next(r), PACE_COUNT),
        .rule = (uint8_t)chance_below(chance_of(r, 1, 2), RULE_COUNT),
        .close = (uint8_t)chance_below(chance_of(r, 2, 2), CLOSE_COUNT),
        .quorum_percent = 60,
        .time_percent = 25,
        .names_shown = (r >> 3 & 3) == 0,
        .gate = (r >> 5 & 3) == 0,
        .diagnosis_skipped = (r >> 7 & 1) != 0,
        .rooms_count = (r & 1) != 0 ? 2 : 1,
        .seats_max = 24,
        .room_seats_max = 8,
        .keep_days = 2,
        .closing_seconds = (r >> 8 & 1) != 0 ? CLOSING_SECONDS : 0,
        .trainer_name = bytes_of("Anna"),
        .token_hash = {p->hash, TOKEN_HASH_BYTES}};

    host_create(v->harbour->host, &create, on_done, (void *)(uintptr_t)number);
}

static void ask_arrives(struct voyage *v, struct moment *m)
{
    const uint32_t person = m->who;
    const uint64_t number = m->number << 8 | person;
    const struct person *p = person_of(v, person);

    if (!harbour_is_up(v) || p->ask != m->number)
        return;
    if (harbour_is_frozen(v)) {
        agenda_add(v, v->harbour->frozen_until_ms, m);
        return;
    }
    asking = v;
    if (m->times == ASK_SESSION)
        create_session(v, number);
    else if (m->times == ASK_DELETE)
        host_delete(v->harbour->host, v->people->session[p->session], on_done,
                    (void *)(uintptr_t)number);
    else
        host_look_token(v->harbour->host, p->hash, on_token, (void *)(uintptr_t)number);
    harbour_touch(v);
}

static void ask_again(struct voyage *v, struct moment *m)
{
    struct person *p = person_of(v, m->who);

    if (p->ask == m->number && p->standing == STANDING_ASKING)
        ask_for(v, m->who, (enum ask_kind)m->times);
}

static void new_token(struct voyage *v, uint32_t person)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    struct person *p = person_of(v, person);
    uint64_t r = chance_of(v->plan->seed, 't', person * 1000u + v->people->asks);

    for (uint32_t i = 0; i < TOKEN_TEXT_BYTES; i++) {
        r = chance_next(r);
        p->token[i] = letters[r >> 58];
    }
    sha256(bytes_of(p->token), p->hash);
}

static void ask_for(struct voyage *v, uint32_t person, enum ask_kind kind)
{
    struct person *p = person_of(v, person);
    struct weather *w = &v->sea->weather[person];
    struct moment m = {.who = person, .times = kind};

    p->ask = ++v->people->asks;
    m.number = p->ask;
    if (kind == ASK_SESSION)
        new_token(v, person); /* As the server makes one for each. */
    if (kind != ASK_DELETE)
        p->standing = STANDING_ASKING;
    m.run = ask_again;
    agenda_add(v, v->now_ms + ASK_MS, &m);
    if (w->ask_lost || w->swallowed_ms > v->now_ms) {
        voyage_strike(v, MISHAP_ASK_LOST);
        w->ask_lost = false;
        return;
    }
    m.run = ask_arrives;
    agenda_add(v, v->now_ms + sea_delay(v, person), &m);
}

/* ---- wishes ---------------------------------------------------------------------------------- */

static void give(struct voyage *v, uint32_t person, uint32_t tab, struct command *command)
{
    struct tab *t = tab_of(v, person, tab);
    const uint64_t wish = witness_wish(v, person, tab, command);
    struct bytes *text = command->type == COMMAND_VOTE_CAST       ? &command->vote_cast.reason
                         : command->type == COMMAND_OBJECTION_SET ? &command->objection_set.reason
                                                                  : NULL;
    char marked[32];

    if (text != NULL && text->size > 0) {
        snprintf(marked, sizeof marked, "zz%llu.", (unsigned long long)wish);
        *text = bytes_of(marked);
    }
    voyage_tell(v, "person %u (%s) wishes %s", person, role_name(person_of(v, person)->role),
                command_name(command->type));
    if (!page_command(&t->page, command, wish, v->now_ms))
        voyage_strike(v, MISHAP_OUTBOX_FULL);
    tab_plan(v, person, tab);
}

/* What a trainer does, mostly going on. */
static struct command trainer_wish(const struct session *s, uint64_t r)
{
    const uint32_t which = chance_below(r, 100),
                   room = chance_below(chance_next(r), 2) == 0
                              ? ROOM_ALL
                              : (uint32_t)(r >> 50) % s->settings.rooms_count;
    const struct room *first = session_room(s, room == ROOM_ALL ? 0 : room);
    const uint32_t target = chance_below(chance_of(r, 1, 1), s->seats_count);
    struct command c = {0};

    if (s->status == STATUS_CREATED)
        c.type = COMMAND_DOORS_OPEN;
    else if (s->status == STATUS_LOBBY && s->seats_count >= 4)
        c.type = COMMAND_SESSION_START;
    else if (which < 55 && s->status == STATUS_RUNNING)
        c = (struct command){.type = COMMAND_ROOM_NEXT,
                             .room_next = {.room = room,
                                           .round = first->round != ROUND_NONE ? first->round : 0,
                                           .step = first->step}};
    else if (which < 61)
        c = (struct command){.type = COMMAND_ROOM_UNDO, .room_undo = {.room = room}};
    else if (which < 67)
        c = (struct command){.type = COMMAND_ROOM_EXTEND,
                             .room_extend = {.room = room, .seconds = 20}};
    else if (which < 71)
        c = (struct command){.type = COMMAND_SESSION_PAUSE,
                             .session_pause = {.paused = s->paused_at_ms == 0}};
    else if (which < 75)
        c = (struct command){.type = COMMAND_MESSAGE_SEND,
                             .message_send = {.room = room, .text = bytes_of("Koffie")}};
    else if (which < 79)
        c = (struct command){.type = COMMAND_RESULT_SHOW,
                             .result_show = {.room = room, .shown = (r >> 40 & 1) != 0}};
    else if (which < 82)
        c = (struct command){.type = COMMAND_SEAT_MOVE, .seat_move = {.target = target, .room = 0}};
    else if (which < 84)
        c = (struct command){
            .type = COMMAND_SEAT_REMOVE,
            .seat_remove = {.target = target, .removed = session_seat_open(s, (uint16_t)target)}};
    else if (which < 88)
        c = (struct command){.type = COMMAND_ROOM_REOPEN, .room_reopen = {.room = room}};
    else if (which < 92)
        c = (struct command){
            .type = COMMAND_PROJECTOR_SHOW,
            .projector_show = {.view = (uint8_t)(r >> 44) % PROJECTOR_VIEW_COUNT, .room = room}};
    else if (which < 93)
        c = (struct command){.type = COMMAND_REASON_LIGHT,
                             .reason_light = {.reason = target, .lit = (r >> 40 & 1) != 0}};
    else if (which < 95)
        c = (struct command){.type = COMMAND_REASON_HIDE,
                             .reason_hide = {.reason = target, .hidden = (r >> 40 & 1) != 0}};
    else if (which < 98)
        c = (struct command){.type = COMMAND_ROOM_DECIDE,
                             .room_decide = {.room = 0,
                                             .round = first->round != ROUND_NONE ? first->round : 0,
                                             .option = (uint32_t)(r >> 44) % 3}};
    else
        c = (struct command){.type = COMMAND_LANGUAGE_SET,
                             .language_set = {.lang = (uint8_t)(r >> 44) % LANG_COUNT}};
    return c;
}

static struct command vote_wish(uint32_t round, uint64_t r)
{
    return (struct command){.type = COMMAND_VOTE_CAST,
                            .vote_cast = {.round = round,
                                          .option = (uint32_t)(r >> 44) % 3,
                                          .confidence = (uint32_t)(r >> 50) % 4,
                                          .reason = bytes_of((r >> 54 & 3) != 0 ? "x" : "")}};
}

/* What a participant does, mostly what the step asks. */
static struct command participant_wish(const struct session *s, uint16_t seat, uint64_t r)
{
    const uint32_t which = chance_below(r, 100);
    const struct room *room = session_room(s, session_seat(s, seat)->room);
    uint32_t round = room->round != ROUND_NONE ? room->round : 0;
    struct command c = {.type = COMMAND_READY_SET,
                        .ready_set = {.round = round, .step = room->step, .ready = which != 50}};

    if (which < 3 && round > 0)
        round--; /* A tap on what was. */
    if (which >= 96)
        return (struct command){.type = COMMAND_LANGUAGE_SET,
                                .language_set = {.lang = (uint8_t)(r >> 44) % LANG_COUNT}};
    if (which == 95)
        return (struct command){.type = COMMAND_ROOM_CHOOSE, .room_choose = {.room = 0}};
    if (which == 94 && chance_below(chance_next(r), 6) == 0)
        return (struct command){.type = COMMAND_SEAT_LEAVE};
    if (room->step == STEP_CHOICE || (which > 88 && which < 91))
        return vote_wish(round, r);
    if (room->step == STEP_DIAGNOSIS)
        c = (struct command){.type = COMMAND_GUESS_CAST,
                             .guess_cast = {.round = round,
                                            .member = (uint32_t)(r >> 44) % 4,
                                            .phase = (uint8_t)(r >> 50) % PHASE_COUNT}};
    else if (room->step == STEP_DECISION && which < 60)
        c = (struct command){.type = COMMAND_SECOND_CAST,
                             .second_cast = {.round = round, .option = (uint32_t)(r >> 44) % 3}};
    else if (room->step == STEP_DECISION && which < 75)
        c = (struct command){.type = COMMAND_OBJECTION_SET,
                             .objection_set = {.round = round,
                                               .option = (uint32_t)(r >> 44) % 3,
                                               .objects = (r >> 50 & 1) != 0,
                                               .reason = bytes_of("x")}};
    else if (room->step == STEP_DECISION)
        c = (struct command){.type = COMMAND_DECISION_MAKE,
                             .decision_make = {.round = round, .option = (uint32_t)(r >> 44) % 3}};
    else if (room->step == STEP_CONSEQUENCE && which < 40)
        c = (struct command){.type = COMMAND_MOVER_CAST,
                             .mover_cast = {.round = round, .member = (uint32_t)(r >> 44) % 4}};
    else if (room->step == STEP_REFLECTION && which < 40)
        c = (struct command){.type = COMMAND_REFLECTION_SHARE,
                             .reflection_share = {.round = round, .text = bytes_of("Fijn")}};
    return c;
}

/* A tab that is open, or TABS_MAX. */
static uint32_t some_tab(struct voyage *v, uint32_t person, uint64_t r)
{
    const uint32_t from = chance_below(chance_next(r), TABS_MAX);

    for (uint32_t i = 0; i < TABS_MAX; i++) {
        const struct tab *t = tab_of(v, person, (from + i) % TABS_MAX);

        if (t->is_open && !t->is_asleep && t->page.state != PAGE_CLOSED)
            return (from + i) % TABS_MAX;
    }
    return TABS_MAX;
}

static void act(struct voyage *v, uint32_t person, uint64_t r)
{
    const struct person *p = person_of(v, person);
    const struct session *s = witness_session(v, v->people->session[p->session]);
    const uint16_t seat = witness_seat(v, person);
    const uint32_t tab = some_tab(v, person, r);
    struct command c;

    if (s == NULL || seat == SEAT_NONE || tab == TABS_MAX)
        return;
    if (p->role == ROLE_TRAINER) {
        c = trainer_wish(s, r);
        if (c.type != COMMAND_SESSION_CREATE && c.type != 0)
            give(v, person, tab, &c);
    } else if (p->role == ROLE_PARTICIPANT && session_seat(s, seat)->room < ROOM_AUTO) {
        c = participant_wish(s, seat, r);
        give(v, person, tab, &c);
    }
}

void person_wishes(struct voyage *v, const struct plan_item *item)
{
    struct person *p = person_of(v, item->who);
    const bool has_session = !session_id_is_none(v->people->session[p->session]);

    if (p->standing == STANDING_IN)
        act(v, item->who, item->r);
    else if (p->standing == STANDING_OUT && (p->role == ROLE_TRAINER || has_session))
        ask_for(v, item->who, p->role == ROLE_TRAINER ? ASK_SESSION : ASK_SEAT);
}

/* ---- what befalls devices -------------------------------------------------------------------- */

/* The page that was away comes back. */
static void comes_back(struct voyage *v, struct moment *m)
{
    const uint32_t person = m->who / TABS_MAX, tab = m->who % TABS_MAX;

    if (!tab_of(v, person, tab)->is_open && tab_of(v, person, tab)->times == m->times)
        tab_load(v, person, tab);
}

static void wakes(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || !t->is_asleep)
        return;
    t->is_asleep = false;
    t->timer_planned_ms = t->again_planned_ms = 0;
    if (t->page.timer_ms != 0 && t->page.timer_ms < v->now_ms)
        t->page.timer_ms = v->now_ms; /* What was due while it slept is due now. */
    if (t->page.again_ms != 0 && t->page.again_ms < v->now_ms)
        t->page.again_ms = v->now_ms;
    page_wake(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

static void wakes_later(struct voyage *v, struct moment *m)
{
    if (tab_of(v, m->who / TABS_MAX, m->who % TABS_MAX)->times == m->times)
        wakes(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

static void closes(struct voyage *v, uint32_t person, uint32_t tab, uint64_t ms)
{
    struct moment m = {.run = comes_back, .who = person * TABS_MAX + tab};

    tab_unload(v, person, tab);
    m.times = tab_of(v, person, tab)->times;
    agenda_add(v, v->now_ms + ms, &m);
}

static void sleeps(struct voyage *v, uint32_t person, uint32_t tab, uint64_t ms)
{
    struct tab *t = tab_of(v, person, tab);
    struct moment m = {.run = wakes_later, .who = person * TABS_MAX + tab, .times = t->times};

    t->is_asleep = true;
    agenda_add(v, v->now_ms + ms, &m);
}

static void opens_tab(struct voyage *v, uint32_t person, uint32_t from, bool duplicated)
{
    for (uint32_t i = 0; i < TABS_MAX; i++) {
        struct tab *t = tab_of(v, person, i);

        if (t->is_open)
            continue;
        t->shelf.is_there = false;
        if (duplicated)
            t->shelf = tab_of(v, person, from)->shelf;
        tab_load(v, person, i);
        return;
    }
}

static void taps(struct voyage *v, const struct plan_item *item, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        act(v, item->who, i < 2 ? item->r : chance_of(item->r, i, 'm'));
}

static uint64_t at_most(const struct voyage *v, uint64_t ms)
{
    const uint64_t left = VOYAGE_EPOCH_MS + v->plan->length_ms - v->now_ms;

    return ms < left ? ms : left;
}

void person_strike(struct voyage *v, const struct plan_item *item)
{
    struct person *p = person_of(v, item->who);
    const uint32_t tab = some_tab(v, item->who, item->r);
    const uint32_t ms = 500 + chance_below(chance_next(item->r), 40000);
    struct tab *t;

    if (p->standing != STANDING_IN || tab == TABS_MAX)
        return;
    t = tab_of(v, item->who, tab);
    voyage_strike(v, (enum mishap)item->kind);
    switch ((enum mishap)item->kind) {
    case MISHAP_RELOAD:
        tab_unload(v, item->who, tab);
        tab_load(v, item->who, tab);
        break;
    case MISHAP_CLOSED_A_WHILE: closes(v, item->who, tab, at_most(v, ms)); break;
    case MISHAP_SECOND_TAB: opens_tab(v, item->who, tab, false); break;
    case MISHAP_DUPLICATED_TAB: opens_tab(v, item->who, tab, true); break;
    case MISHAP_SLEEP: sleeps(v, item->who, tab, at_most(v, ms)); break;
    case MISHAP_WOKEN:
        page_wake(&t->page, v->now_ms);
        tab_plan(v, item->who, tab);
        break;
    case MISHAP_STORAGE_BLOCKED: p->keeps_nothing = true; break;
    case MISHAP_DOUBLE_TAP: taps(v, item, 2); break;
    case MISHAP_MANY_TAPS: taps(v, item, 30); break;
    case MISHAP_CLIENT_CLOCK: t->page.live_ms -= (item->r >> 33) - (1u << 30); break;
    case MISHAP_DELETED: ask_for(v, p->session == 0 ? 0 : v->plan->people_of[0], ASK_DELETE); break;
    default: break;
    }
}

void people_calm(struct voyage *v)
{
    for (uint32_t i = 0; i < v->plan->people; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            wakes(v, i, tab);
}

void people_open(struct voyage *v)
{
    uint32_t at = 0;

    v->people = must(calloc(1, sizeof *v->people));
    asking = v;
    for (uint32_t s = 0; s < v->plan->sessions; s++) {
        for (uint32_t i = 0; i < v->plan->people_of[s]; i++, at++) {
            struct person *p = person_of(v, at);

            p->session = s;
            p->role = i == 0 ? ROLE_TRAINER : i == 1 ? ROLE_PROJECTOR : ROLE_PARTICIPANT;
            new_token(v, at);
            for (uint32_t tab = 0; tab < TABS_MAX; tab++)
                p->tabs[tab].encoding =
                    (chance_of(v->plan->seed, 'e', at) & 7) == 0 ? ENCODING_JSON : ENCODING_MSGPACK;
        }
    }
}

void people_close(struct voyage *v)
{
    for (uint32_t i = 0; i < PEOPLE_MAX; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            shown_clear(v->people->list[i].tabs[tab].shown);
    free(v->people);
    v->people = NULL;
}
