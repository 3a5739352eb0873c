/* real_scenarios_test.c -- every scenario in scenarios/, played by random rooms to the end: the
 * invariants, the shape and size of every view in both languages, replay to the same hash, and a
 * story with causes after every decision. */
#include "looks.h"
#include "sim/sim_why.h"
#include "test.h"
#include "world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FILES_MAX   256
#define ROOM_PEOPLE 6

/* ---- content from the tree ------------------------------------------------------------------ */

struct files {
    char *data[FILES_MAX];
    uint32_t count;
};

static enum result read_content(void *arg, const char *path, struct bytes *out)
{
    struct files *files = arg;
    char name[512];
    FILE *there;
    size_t size;

    snprintf(name, sizeof name, "%s/scenarios/%s", test_source_root(), path);
    there = fopen(name, "rb");
    if (there == NULL)
        return RESULT_NOT_FOUND;
    fclose(there);
    assert(files->count < FILES_MAX);
    files->data[files->count] = test_read_file(name, &size);
    *out = (struct bytes){(const uint8_t *)files->data[files->count++], size};
    return RESULT_OK;
}

static void free_files(struct files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        free(files->data[i]);
}

/* ---- playing -------------------------------------------------------------------------------- */

static uint32_t state;

static uint32_t below(uint32_t bound)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 8) * bound >> 24);
}

static void act(struct world *w, const struct room *r, const char *who)
{
    const struct scenario_dilemma *d = room_dilemma(world_session(w), r);
    char option = (char)('A' + below(d->options_count));

    if (r->step == STEP_DIAGNOSIS) {
        for (uint32_t i = 0; i < d->diagnose_count && r->step == STEP_DIAGNOSIS; i++)
            world_guess(w, who, d->diagnose[i], (enum phase)below(PHASE_COUNT));
    } else if (r->step == STEP_CHOICE) {
        world_vote(w, who, option);
    } else {
        world_second(w, who, option);
    }
}

/* Of a chain one link, and of what a decision did one, each way. */
static void check_causes(const struct room *r)
{
    uint32_t chain[2] = {0, 0}, rounds[2] = {0, 0};

    for (uint32_t i = 0; i < r->causes_count; i++) {
        const struct room_cause *c = &r->causes[i];

        chain[c->helped] += c->term == SIM_TERM_DEMANDS || c->term == SIM_TERM_WORKLOAD ||
                            c->term == SIM_TERM_SLACK;
        CHECK(c->round == ROUND_NONE || (c->round <= r->round && c->pulse != PULSE_NONE));
        CHECK(c->round == ROUND_NONE || (rounds[c->helped] >> c->round & 1u) == 0);
        rounds[c->helped] |= c->round == ROUND_NONE ? 0 : 1u << c->round;
    }
    CHECK(chain[0] <= 1 && chain[1] <= 1);
}

static void play_step(struct world *w, const struct room *r)
{
    uint8_t step = r->step;
    char name[16];

    for (int i = 0; i < ROOM_PEOPLE && r->step == step; i++) {
        snprintf(name, sizeof name, "P%d", i);
        if (step == STEP_DIAGNOSIS || step == STEP_CHOICE || step == STEP_DECISION)
            act(w, r, name);
    }
    if (r->step == step && world_next(w) == REJECT_TIE_NEEDS_TRAINER) {
        struct command decide = {.type = COMMAND_ROOM_DECIDE};

        decide.room_decide.round = r->round;
        CHECK_EQ(world_do(w, TRAINER, decide), REJECT_NONE);
    }
    if (r->step == STEP_CONSEQUENCE && step == STEP_DECISION)
        check_causes(r);
    look_at_everything(world_session(w), world_now_ms(w));
    world_hush(w);
}

static void play(const struct scenario *scenario, uint32_t seed)
{
    struct world *w = world_started(
        (struct world_settings){.scenario = scenario, .with_diagnosis = true, .seed = seed},
        "P0 P1 P2 P3 P4 P5");
    const struct room *r = session_room(world_session(w), 0);

    state = seed * 2654435761u + 1;
    for (uint32_t i = 0; i < ROUNDS_MAX * STEP_COUNT && r->step != STEP_DEBRIEF; i++)
        play_step(w, r);
    CHECK_EQ(r->step, STEP_DEBRIEF);
    CHECK_EQ(r->round, scenario->rounds_count - 1);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    look_at_everything(world_session(w), world_now_ms(w));
    world_close(w);
}

static void play_folder(const struct catalogue *catalogue, const struct content_reader *reader,
                        const char *folder)
{
    static struct problem_list problems;
    struct scenario *scenario;

    memset(&problems, 0, sizeof problems);
    if (scenario_compile(reader, catalogue, folder, &scenario, &problems) != RESULT_OK) {
        test_fail(__FILE__, __LINE__, "%s does not compile", folder);
        return;
    }
    for (uint32_t seed = 1; seed <= 3; seed++)
        play(scenario, seed);
    scenario_free(scenario);
}

TEST(every_scenario_plays_to_the_end)
{
    struct files files = {.count = 0};
    struct content_reader reader = {read_content, &files};
    static struct problem_list problems;
    struct catalogue *catalogue;
    char path[512];
    uint32_t count = 0;
    DIR *dir;

    if (catalogue_compile(&reader, &catalogue, &problems) != RESULT_OK) {
        test_fail(__FILE__, __LINE__, "the catalogue does not compile");
        free_files(&files);
        return;
    }
    snprintf(path, sizeof path, "%s/scenarios", test_source_root());
    dir = opendir(path);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        snprintf(path, sizeof path, "%s/scenarios/%s/scenario.json", test_source_root(),
                 entry->d_name);
        FILE *there = fopen(path, "rb");

        if (there == NULL)
            continue;
        fclose(there);
        play_folder(catalogue, &reader, entry->d_name);
        count++;
    }
    closedir(dir);
    CHECK(count > 0);
    catalogue_free(catalogue);
    free_files(&files);
}
