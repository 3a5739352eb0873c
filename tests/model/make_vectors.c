/* make_vectors.c -- the golden vectors of the team model, made with the plain one.
 *
 *     make_vectors OLD.json >NEW.json
 *
 * The catalogue and the random samples are those of OLD; parameters are the defaults of today;
 * twenty teams of 4 to 12 are made and played anew, and four more of two subgroups that practise
 * the same again. A test holds that the committed file is what
 * the plain model plays (tests/unit/sim/plain_test.c). */
#include "plain.h"
#include "plain_math.h"

#include "lab/vectors/vectors_reader.h"
#include "sim/sim_signal.h"
#include "sim/sim_choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS       24
#define RUNS_PLAIN 20 /* Those after them have subgroups and repeat a lesson. */

/* The order of the pieces of luck of this program, apart from those of the model. */
enum { ROLL = 99 };

static int32_t roll(uint32_t run, int32_t round, uint32_t index, int32_t n)
{
    return below(run, (enum draw_purpose)ROLL, round, index, n);
}

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 22);

    if (file == NULL || text == NULL || fread(text, 1, (1 << 22) - 1, file) == 0) {
        fprintf(stderr, "make_vectors: cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    return text;
}

static void put_list(const char *key, const int32_t *values, int32_t count)
{
    printf("\"%s\":[", key);
    for (int32_t i = 0; i < count; i++)
        printf("%s%d", i > 0 ? "," : "", values[i]);
    printf("]");
}

static void put_parameters(const struct sim_parameters *p)
{
    printf("\"parameters\":{");
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);

        printf("%s\"%s\":", i > 0 ? "," : "", info->name);
        if (info->count == 1) {
            printf("%d", sim_parameter_get(p, info, 0));
            continue;
        }
        printf("[");
        for (size_t item = 0; item < info->count; item++)
            printf("%s%d", item > 0 ? "," : "", sim_parameter_get(p, info, item));
        printf("]");
    }
    printf("}");
}

static void put_initial(const struct sim_team *team)
{
    printf("\"initial\":{\"seed\":%u,\"leader_hours\":%d,", team->seed, team->leader_hours);
    put_list("base", team->norm, SIM_FACTORS_COUNT);
    printf(",\"members\":[");
    for (int32_t i = 0; i < team->members_count; i++) {
        const char *comma = "";

        printf("%s{", i > 0 ? "," : "");
#define X(name) printf("%s\"" #name "\":%d", comma, team->member.name[i]), comma = ",";
        SIM_MEMBER_STATE(X)
        SIM_MEMBER_TRAITS(X)
        SIM_MEMBER_TIES(X)
#undef X
        printf("}");
    }
    printf("]}");
}

/* Half of the actions are given hours and weeks, the other half a quality of their own. */
static struct sim_choice choice_draw(uint32_t run, int32_t round, uint32_t k, int32_t members,
                                     const struct sim_catalogue *catalogue)
{
    uint32_t at = 10 * (k + 1), more = 50 + 10 * k;
    uint32_t pulse = (uint32_t)roll(run, round, at, (int32_t)catalogue->pulses_count);
    int32_t least = sim_hours_least(&catalogue->pulses[pulse]), all = (1 << members) - 1;
    bool given =
        catalogue->pulses[pulse].layer != SIM_LAYER_HAPPENING && roll(run, round, more, 2) == 0;

    return (struct sim_choice){
        .week = 4 * round,
        .pulse = pulse,
        .quality = given ? SIM_GIVEN : roll(run, round, at + 1, 1001),
        .hours = given ? least + roll(run, round, more + 1, SIM_HOURS_MOST - least + 1) : 0,
        .weeks = given ? roll(run, round, more + 2, SIM_ACTION_WEEKS_MAX + 1) : 0,
        .up = roll(run, round, at + 2, 1001),
        .forced = roll(run, round, at + 3, 10) < 3,
        .mask =
            (uint32_t)(roll(run, round, at + 4, 10) < 7 ? all : roll(run, round, at + 5, all + 1)),
        .about =
            (uint32_t)(roll(run, round, at + 6, 10) < 5 ? 0 : roll(run, round, at + 7, all + 1)),
    };
}

/* Something that teaches who takes part: another one in each run. */
static uint32_t lesson_find(const struct sim_catalogue *catalogue, uint32_t run)
{
    uint32_t last = 0, skip = run % 3;

    for (uint32_t i = 0; i < catalogue->pulses_count; i++) {
        const struct sim_pulse *d = &catalogue->pulses[i];

        for (int k = 0; d->personal && k < d->pushes_count; k++)
            if (d->pushes[k].what == SIM_PUSH_KUNNEN && d->pushes[k].amplitude > 0) {
                last = i;
                if (skip-- == 0)
                    return i;
            }
    }
    return last;
}

static int32_t choices_draw(uint32_t run, int32_t round, int32_t members,
                            const struct sim_catalogue *catalogue, struct sim_choice out[4])
{
    int32_t count = roll(run, round, 0, 4);

    for (int32_t k = 0; k < count; k++)
        out[k] = choice_draw(run, round, (uint32_t)k, members, catalogue);
    if (run >= RUNS_PLAIN && round % 2 == 0)
        out[count++] = (struct sim_choice){.week = 4 * round,
                                           .pulse = lesson_find(catalogue, run),
                                           .quality = 900,
                                           .up = 600,
                                           .mask = (1u << members) - 1};
    return count;
}

static void put_round(const struct sim_team *team, const struct sim_catalogue *catalogue,
                      const struct sim_parameters *p, const char *moves)
{
    const struct sim_outcomes o = sim_team_outcomes(team, p);
    const struct sim_figures f = sim_signal_figures(team, catalogue, p);
    int32_t phases[SIM_MEMBERS_MAX], quadrants[SIM_MEMBERS_MAX];

    for (int32_t i = 0; i < team->members_count; i++) {
        phases[i] = team->member.vacant[i] > 0 ? -1 : team->member.phase[i];
        quadrants[i] = sim_team_quadrant(team, i);
    }
    printf("{\"week\":%d,\"fingerprint\":\"%08x\",", team->week, sim_team_fingerprint(team));
    put_list("phases", phases, team->members_count);
    printf(",\"moves\":[%s],", moves);
    put_list("preconditions", team->precondition, SIM_PRECONDITIONS_COUNT);
    printf(",\"threat\":%d,", team->threat);
    put_list("factors", team->f, SIM_FACTORS_COUNT);
    printf(",\"outcomes\":{");
    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++)
        printf("%s\"%s\":%d", i > 0 ? "," : "", sim_outcome_name(i), o.value[i]);
    printf("},");
    put_list("quadrants", quadrants, team->members_count);
    printf(",\"indicators\":{\"workload\":%d,\"mood\":%d,\"output\":%d,\"absence\":%d,\"ideas\":%d,"
           "\"training_hours\":%d,\"reported_errors\":%d,\"vacancies\":%d,\"_made_errors\":%d}}",
           f.workload, f.mood, f.output, f.absence, f.ideas, f.training_hours, f.reported_errors,
           f.vacancies, f.made_errors);
}

static size_t note_moves(const struct sim_team *team, char *out, size_t used, size_t capacity)
{
    for (uint32_t k = 0; k < team->moves_count; k++) {
        const struct sim_move *m = &team->moves[k];

        used += (size_t)snprintf(out + used, capacity - used, "%s[%d,%d,%d,%d]",
                                 used > 0 ? "," : "", team->week, m->slot, m->from, m->to);
    }
    return used;
}

static void put_choice(const struct sim_choice *c, const struct vectors_keys *keys, bool first)
{
    printf("%s{\"week\":%d,\"pulse\":\"%s\",\"quality\":%d,\"hours\":%d,\"weeks\":%d,\"up\":%d,"
           "\"forced\":%d,\"mask\":%u,\"about\":%u}",
           first ? "" : ",", c->week, keys->key[c->pulse], c->quality, c->hours, c->weeks, c->up,
           c->forced, c->mask, c->about);
}

static void put_run(uint32_t run, const struct sim_catalogue *catalogue,
                    const struct vectors_keys *keys, const struct sim_parameters *p)
{
    int32_t members = 4 + (int32_t)run % 9, rounds = 6 + (int32_t)run % 7;
    struct sim_origin origin =
        sim_origin_default(424200 + run, members, (enum sim_profile)(run % 3));
    struct sim_choice choices[4];
    struct sim_team team;

    origin.leader_hours = 6 + (int32_t)run % 10;
    for (int32_t i = 0; i < members && run >= RUNS_PLAIN; i++)
        origin.member[i].side = (int32_t)((uint32_t)i + run) % 4 == 3 ? 0 : 1 + i % 2;
    plain_make(&team, &origin);
    printf("%s{\"name\":\"run%02u\",\"number_of_rounds\":%d,", run > 0 ? "," : "", run, rounds);
    put_initial(&team);
    printf(",\"choices\":[");
    for (int32_t round = 0, first = 1; round < rounds; round++) {
        int32_t count = choices_draw(run, round, members, catalogue, choices);

        for (int32_t k = 0; k < count; k++, first = 0)
            put_choice(&choices[k], keys, first != 0);
    }
    printf("],\"rounds\":[");
    for (int32_t round = 0; round < rounds; round++) {
        int32_t count = choices_draw(run, round, members, catalogue, choices);
        char moves[8192] = "";
        size_t used = 0;

        for (int32_t k = 0; k < count; k++)
            plain_choose(&team, catalogue, p, &choices[k]);
        for (int32_t w = 0; w < 4; w++) {
            plain_step(&team, catalogue, p);
            used = note_moves(&team, moves, used, sizeof moves);
        }
        printf("%s", round > 0 ? "," : "");
        put_round(&team, catalogue, p, moves);
    }
    printf("]}\n");
}

int main(int argc, char **argv)
{
    static struct vectors_reader in;
    static struct sim_catalogue catalogue;
    static struct vectors_keys keys;
    struct sim_parameters p = sim_parameters_default();
    cJSON *document;
    char *text;

    if (argc != 2) {
        fprintf(stderr, "usage: make_vectors OLD.json >NEW.json\n");
        return 2;
    }
    text = read_all(argv[1]);
    document = cJSON_Parse(text);
    vectors_read_catalogue(&in, document, &catalogue, &keys);
    if (!vectors_ok(&in))
        return 1;
    printf("{\"weeks_per_round\":4,\n");
    put_parameters(&p);
    for (const char *const *key =
             (const char *const[]){"factors", "pushes", "phases", "rng", "catalogue", NULL};
         *key != NULL; key++) {
        char *part = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(document, *key));

        printf(",\n\"%s\":%s", *key, part);
        cJSON_free(part);
    }
    printf(",\n\"runs\":[");
    for (uint32_t run = 0; run < RUNS; run++)
        put_run(run, &catalogue, &keys, &p);
    printf("]}\n");
    cJSON_Delete(document);
    free(text);
    return 0;
}
