/* core_script.c -- plays sessions natively and writes down what was done and what came of it, a
 * line each, for core.mjs to do the same with the WebAssembly module:
 *
 *   fixture NAME         a new session with the scenario of the tests
 *   event HEX            the next event of its journal
 *   ask REJECT HEX       a command, and what was decided; its events are then applied
 *   state HASH           session_hash
 *   looks NOW HASH       twin_looks
 *
 * The file is DK_CORE_SCRIPT; DK_CORE_SESSIONS random sessions, the first of which has the seed
 * DK_CORE_SEED. */
#include "fixture.h"
#include "kept.h"
#include "protocol/codec.h"
#include "random_play.h"
#include "session/state.h"
#include "test.h"
#include "twin.h"
#include "wasm/module.h"
#include "world.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define COMMANDS_PER_SESSION 160
#define LOOK_EVERY           40

static FILE *script;
static uint32_t decided;

static void write_hex(struct bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        fprintf(script, "%02x", bytes.data[i]);
    fputc('\n', script);
}

/* ---- the native module ---------------------------------------------------------------------- */

/* It plays along, so that what it gives is compared as well. */
static void give(struct bytes bytes)
{
    memcpy(core_in((uint32_t)bytes.size), bytes.data, bytes.size);
}

static void event_line(struct bytes event)
{
    give(event);
    CHECK_EQ(core_apply((uint32_t)event.size), 0);
    fputs("event ", script);
    write_hex(event);
}

static void state_line(void)
{
    fprintf(script, "state %016" PRIx64 "\n", session_hash(core_session()));
}

static void looks_line(uint64_t now_ms)
{
    fprintf(script, "looks %" PRIu64 " %016" PRIx64 "\n", now_ms,
            twin_looks(core_session(), now_ms));
}

static void fixture_line(const char *name, uint32_t number)
{
    core_use_scenario(fixture_scenario());
    fprintf(script, "fixture %s-%" PRIu32 "\n", name, number);
}

/* ---- kept journals -------------------------------------------------------------------------- */

static void write_kept(const char *name)
{
    struct kept kept;
    char path[600];

    snprintf(path, sizeof path, KEPT_FOLDER "/%s", name);
    if (kept_read(path, &kept)) {
        fixture_line(name, 0);
        for (uint32_t i = 0; i < kept.events_count; i++) {
            event_line(kept.events[i]);
            if (i % LOOK_EVERY == 0 || i + 1 == kept.events_count)
                state_line();
        }
        if (!session_is_outdated(core_session()))
            looks_line(UINT64_C(1700000000000));
    }
    kept_free(&kept);
}

/* ---- random sessions ------------------------------------------------------------------------ */

static void apply_decided(void)
{
    static uint8_t events[EVENTS_PER_COMMAND_MAX * (EVENT_BYTES_MAX + 4)];
    const uint32_t bytes = core_out_bytes();

    memcpy(events, core_out(), bytes);
    for (uint32_t at = 0; at < bytes;) {
        uint32_t size;

        memcpy(&size, events + at, sizeof size);
        give((struct bytes){events + at + sizeof size, size});
        CHECK_EQ(core_apply(size), 0);
        at += (uint32_t)sizeof size + size;
    }
}

/* A field that is out of its bounds cannot be written as a command: the world refused it, for that
 * or for what it looked at first (whose command it is), and there is nothing to ask of the
 * module. */
static void ask(struct world *w, const struct command *c, enum reject reject)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;
    uint32_t said;

    buffer_init(&out, memory, sizeof memory);
    codec_write_asked(&out, c);
    CHECK(!out.overflowed);
    give(buffer_bytes(&out));
    said = core_decide((uint32_t)out.size);
    if (said == CORE_UNREADABLE) {
        CHECK(reject != REJECT_NONE);
        return;
    }
    CHECK_EQ(said, reject);
    if (reject == REJECT_NONE)
        apply_decided();
    CHECK(session_hash(core_session()) == session_hash(world_session(w)));
    fprintf(script, "ask %d ", (int)reject);
    write_hex(buffer_bytes(&out));
    state_line();
    if (decided++ % LOOK_EVERY == 0)
        looks_line(world_now_ms(w));
}

static void write_journal(struct bytes journal)
{
    for (size_t at = 0; at < journal.size;) {
        uint32_t size;

        memcpy(&size, journal.data + at, sizeof size);
        event_line((struct bytes){journal.data + at + sizeof size, size});
        at += sizeof size + size;
    }
}

static void write_random(uint32_t seed)
{
    struct world *w = random_open(seed);

    fixture_line("random", seed);
    write_journal(world_journal(w));
    state_line();
    world_listen(w, ask);
    for (uint32_t i = 0; i < COMMANDS_PER_SESSION; i++) {
        if (seed % 2 == 0)
            random_command(w);
        else
            random_fitting(w);
        world_elapse_s(w, random_below(100) < 20 ? random_below(90) : 0);
        world_hush(w);
    }
    looks_line(world_now_ms(w));
    world_abandon(w);
}

/* ---- the script ----------------------------------------------------------------------------- */

static uint32_t number_of(const char *name, uint32_t otherwise)
{
    const char *text = getenv(name);

    return text != NULL ? (uint32_t)strtoul(text, NULL, 10) : otherwise;
}

static void write_all_kept(void)
{
    DIR *folder = opendir(KEPT_FOLDER);
    uint32_t count = 0;

    CHECK(folder != NULL);
    for (struct dirent *e; folder != NULL && (e = readdir(folder)) != NULL;) {
        if (e->d_name[0] == '.')
            continue;
        write_kept(e->d_name);
        count++;
    }
    CHECK(count >= 21);
    if (folder != NULL)
        closedir(folder);
}

TEST(the_module_compiled_natively_decides_as_the_core_does)
{
    const char *path = getenv("DK_CORE_SCRIPT");
    const uint32_t sessions = number_of("DK_CORE_SESSIONS", 24),
                   seed = number_of("DK_CORE_SEED", 1);

    script = fopen(path != NULL ? path : "/dev/null", "w");
    CHECK(script != NULL);
    if (script == NULL)
        return;
    write_all_kept();
    for (uint32_t i = 0; i < sessions; i++)
        write_random(seed + i);
    CHECK(decided > sessions * COMMANDS_PER_SESSION / 2);
    CHECK_EQ(fclose(script), 0);
}
