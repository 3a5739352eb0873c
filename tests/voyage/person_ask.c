/* person_ask.c -- what is asked over HTTP: a session, a seat, the end of a session. The server's
 * end does what the API does. */
#include "person_inside.h"

#include "edge/token.h"
#include "fixture.h"
#include "harbour.h"
#include "memory.h"
#include "sea.h"
#include "sys/sha256.h"
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>

#define ASK_MS 4000 /* No answer after this: ask again. */

static void ask_again(struct voyage *v, struct moment *m);

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
    bool before;

    if (w->ask_answer_lost) {
        w->ask_answer_lost = false;
        voyage_strike(v, MISHAP_ASK_ANSWER_LOST);
        return;
    }
    before = memory_is_servers(false);
    m.size = sizeof copy + CODE_BYTES + 1;
    m.data = must(calloc(1, m.size));
    copy.code = NULL;
    memcpy(m.data, &copy, sizeof copy);
    if (answer->code != NULL)
        memcpy(m.data + sizeof copy, answer->code, strlen(answer->code));
    agenda_add(v, v->now_ms + sea_delay(v, person), &m);
    memory_is_servers(before);
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

    host_create(v->harbour->host, &create, HOST_OF_NOBODY, on_done, (void *)(uintptr_t)number);
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
        person_ask(v, m->who, (enum ask_kind)m->times);
}

void person_new_token(struct voyage *v, uint32_t person)
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

void person_ask(struct voyage *v, uint32_t person, enum ask_kind kind)
{
    struct person *p = person_of(v, person);
    struct weather *w = &v->sea->weather[person];
    struct moment m = {.who = person, .times = kind};

    p->ask = ++v->people->asks;
    m.number = p->ask;
    if (kind == ASK_SESSION)
        person_new_token(v, person); /* As the server makes one for each. */
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
