#include "host_fixture.h"

#include "fixture.h"
#include "session/state.h"
#include "sys/log.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define TURNS_MAX 200

/* ---- the place ------------------------------------------------------------------------------ */

static uint64_t now_ms(void *arg)
{
    const struct place *p = arg;

    return p->now_ms + (uint64_t)p->followed_ms;
}

static uint64_t monotonic_us(void *arg)
{
    return ((struct place *)arg)->now_ms * 1000;
}

static uint64_t wall_ms(void *arg)
{
    return now_ms(arg) + (uint64_t)((struct place *)arg)->wall_ahead_ms;
}

static void follow_wall(void *arg)
{
    struct place *p = arg;

    p->followed_ms += p->wall_ahead_ms;
    p->wall_ahead_ms = 0;
}

static void next_random(void *arg, void *bytes, size_t size)
{
    struct place *p = arg;

    for (size_t i = 0; i < size; i++) {
        p->random = p->random * UINT64_C(6364136223846793005) + 1442695040888963407;
        ((uint8_t *)bytes)[i] = (uint8_t)(p->random >> 56);
    }
}

static void open_host(struct place *p)
{
    static const struct scenario *scenarios[1];
    struct host_parts parts = {.clock = &p->clock,
                               .journal = p->journal,
                               .scenarios = scenarios,
                               .scenarios_count = 1,
                               .random = next_random,
                               .random_arg = p,
                               .settings = p->settings};

    scenarios[0] = fixture_scenario();
    CHECK_EQ(host_open(&p->host, &parts), RESULT_OK);
    CHECK(!host_is_ready(p->host));
    place_run(p);
    CHECK(host_is_ready(p->host));
}

void place_open(struct place *p, struct host_settings settings)
{
    struct journal_options options = {0};

    log_set_level(LOG_NONE);
    *p = (struct place){.now_ms = UINT64_C(1790000000000), .random = 42, .settings = settings};
    p->clock = (struct clock){now_ms, monotonic_us, wall_ms, follow_wall, p};
    CHECK_EQ(journal_open_memory(&p->journal, &options), RESULT_OK);
    open_host(p);
}

void place_restart(struct place *p)
{
    host_close(p->host);
    open_host(p);
}

void place_close(struct place *p)
{
    host_close(p->host);
    journal_close(p->journal);
}

void place_run(struct place *p)
{
    uint32_t turns = 0;

    do {
        host_turn(p->host);
        host_check(p->host);
        turns++;
    } while (turns < 3 || (turns < TURNS_MAX && host_deadline_ms(p->host) == 1));
    CHECK(turns < TURNS_MAX);
}

void place_elapse_ms(struct place *p, uint64_t ms)
{
    uint64_t end_ms = p->now_ms + ms;

    for (;;) {
        uint64_t due_ms = host_deadline_ms(p->host);

        if (due_ms > (uint64_t)p->followed_ms)
            due_ms -= (uint64_t)p->followed_ms;
        if (due_ms == 0 || due_ms > end_ms)
            break;
        if (due_ms > p->now_ms)
            p->now_ms = due_ms;
        place_run(p);
        if (host_deadline_ms(p->host) == due_ms + (uint64_t)p->followed_ms)
            break; /* It says so again: the test will notice. */
    }
    p->now_ms = end_ms;
    place_run(p);
}

/* ---- requests ------------------------------------------------------------------------------- */

void place_answer(void *arg, const struct host_answer *answer)
{
    struct answer *out = arg;

    out->calls++;
    out->fault = answer->fault;
    out->reject = answer->reject;
    out->seat = answer->seat;
    out->seq = answer->seq;
}

static void created(void *arg, const struct host_answer *answer)
{
    struct place *p = arg;

    CHECK_EQ(answer->fault, FAULT_NONE);
    CHECK_EQ(answer->reject, REJECT_NONE);
    CHECK_EQ(answer->seat, 0);
    p->session = answer->session;
    snprintf(p->code, sizeof p->code, "%s", answer->code);
}

void place_create(struct place *p)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    struct command_session_create create = {.scenario = fixture_scenario()->id,
                                            .seed = 7,
                                            .title = bytes_of("Groep 3"),
                                            .mode = p->rooms > 1 ? MODE_ROOMS : MODE_ONE_ROOM,
                                            .pace = (uint8_t)p->pace,
                                            .close =
                                                p->votes_close ? CLOSE_EVERYONE : CLOSE_TRAINER,
                                            .diagnosis_skipped = true,
                                            .quorum_percent = 60,
                                            .time_percent = 100,
                                            .rooms_count = p->rooms > 1 ? p->rooms : 1,
                                            .seats_max = p->seats_max > 0 ? p->seats_max : 20,
                                            .room_seats_max = 12,
                                            .keep_days = 2,
                                            .scan = (uint8_t)p->scan,
                                            .trainer_name = bytes_of("Anna"),
                                            .token_hash = {hash, sizeof hash}};

    memset(hash, ++p->hashes, sizeof hash);
    p->session = (struct session_id){0};
    CHECK(host_create(p->host, &create, HOST_OF_NOBODY, created, p) != 0);
    CHECK(session_id_is_none(p->session)); /* Never from inside the call. */
    place_run(p);
    CHECK(!session_id_is_none(p->session));
    CHECK_EQ(strlen(p->code), CODE_BYTES);
    place_request(p, (struct command){.type = COMMAND_DOORS_OPEN, .seat = 0});
}

struct answer place_request(struct place *p, struct command command)
{
    struct answer answer = {0};

    CHECK(host_request(p->host, p->session, &command, place_answer, &answer) != 0);
    CHECK_EQ(answer.calls, 0);
    place_run(p);
    return answer;
}

uint8_t place_join(struct place *p, const char *name)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    struct command command = {.type = COMMAND_SEAT_TAKE,
                              .seat = SEAT_NONE,
                              .seat_take = {.role = ROLE_PARTICIPANT,
                                            .room = ROOM_AUTO,
                                            .name = bytes_of(name),
                                            .token_hash = {hash, sizeof hash}}};
    struct answer answer;

    memset(hash, ++p->hashes, sizeof hash);
    answer = place_request(p, command);
    CHECK_EQ(answer.calls, 1);
    return answer.fault == FAULT_NONE && answer.reject == REJECT_NONE ? p->hashes : 0;
}

static void look(void *arg, const struct host_look *look)
{
    struct looked *out = arg;

    out->calls++;
    out->fault = look->fault;
    out->seat = look->seat;
    if (look->fault != FAULT_NONE)
        return;
    out->seq = look->seq;
    out->hash = session_hash(look->state);
    CHECK_EQ(look->seq, session_seq(look->state));
    for (uint16_t seat = 0; seat < 8 && seat < session_seats_count(look->state); seat++)
        out->present[seat] = session_seat_present(look->state, seat);
    session_check(look->state);
}

struct looked place_look(struct place *p, uint8_t token)
{
    struct looked looked = {0};
    uint8_t hash[TOKEN_HASH_BYTES];

    memset(hash, token, sizeof hash);
    CHECK(host_look_token(p->host, hash, look, &looked) != 0);
    CHECK_EQ(looked.calls, 0);
    place_run(p);
    return looked;
}

struct looked place_look_code(struct place *p, const char *code)
{
    struct looked looked = {0};

    CHECK(host_look_code(p->host, bytes_of(code), look, &looked) != 0);
    place_run(p);
    return looked;
}

/* ---- people --------------------------------------------------------------------------------- */

static void person_woken(struct host_link *link, void *arg)
{
    struct person *person = arg;

    (void)link;
    person->wakes++;
}

void person_read(struct person *person)
{
    static uint8_t memory[HOST_ROOM_BYTES_MIN];
    enum host_write done = HOST_WRITE_MESSAGE;

    while (done == HOST_WRITE_MESSAGE && !person->ended) {
        struct buffer out;

        buffer_init(&out, memory, sizeof memory);
        done = host_link_write(&person->link, &out);
        CHECK(done != HOST_WRITE_FULL);
        CHECK_EQ(out.size > 0, done != HOST_WRITE_NOTHING);
        person->ended = done == HOST_WRITE_LAST;
        if (out.size == 0)
            continue;
        CHECK(person->count < PERSON_MESSAGES_MAX);
        if (person->count < PERSON_MESSAGES_MAX)
            person->messages[person->count++] = strndup((const char *)memory, out.size);
        person->views += strncmp((const char *)memory, "{\"t\":\"view\"", 11) == 0;
    }
}

/* The edge's part, for whoever is open. */
#define READERS_MAX 16
static struct person *readers[READERS_MAX];

static void flush(void *arg)
{
    (void)arg;
    for (int i = 0; i < READERS_MAX; i++)
        if (readers[i] != NULL && readers[i]->reading && readers[i]->link.awake)
            person_read(readers[i]);
}

void person_open(struct place *p, struct person *person, uint8_t token)
{
    person_open_as(p, person, token, 0);
}

void person_open_as(struct place *p, struct person *person, uint8_t token, uint64_t client)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    int place = 0;

    memset(person, 0, sizeof *person);
    memset(hash, token, sizeof hash);
    person->open = person->reading = true;
    person->client = client;
    while (readers[place] != NULL)
        place++;
    readers[place] = person;
    host_set_flush(p->host, flush, NULL);
    host_link_init(&person->link, p->host, ENCODING_JSON, person_woken, person);
    host_link_hello(&person->link, hash, LANG_COUNT, person->client);
    CHECK_EQ(person->wakes, 0);
    place_run(p);
}

void person_close(struct person *person)
{
    for (int i = 0; i < READERS_MAX; i++)
        if (readers[i] == person)
            readers[i] = NULL;
    if (person->open)
        host_link_close(&person->link);
    person->open = false;
    person_forget(person);
}

void person_forget(struct person *person)
{
    for (uint32_t i = 0; i < person->count; i++)
        free(person->messages[i]);
    person->count = person->views = 0;
}

uint64_t person_set_language(struct person *person, enum lang lang, uint64_t id)
{
    struct command command = {.type = COMMAND_LANGUAGE_SET,
                              .id = id != 0 ? id : ++person->id,
                              .language_set = {.lang = (uint8_t)lang}};

    host_link_command(&person->link, &command);
    return command.id;
}

uint32_t person_got(const struct person *person, const char *text)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < person->count; i++)
        count += strstr(person->messages[i], text) != NULL;
    return count;
}
