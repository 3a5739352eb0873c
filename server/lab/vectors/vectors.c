/* vectors.c -- `dilemma vectors FILE`: does the simulation agree with a file of golden vectors?
 *
 * The file holds parameters, a catalogue, samples of the random numbers and runs: a team as it
 * starts, the pulses started by week, and what the reference found after every round. The core
 * plays each run, which is compared field by field. The fingerprint, which covers the whole state,
 * comes last, so that a difference is reported by the field that says most.
 *
 * Exit: 0 all agree; 1 the first difference is printed (run, week, field, expected, found); 2 the
 * file cannot be read or is malformed (file, path, reason).
 * Format: vectors_reader.c. */
#include "cli/cli.h"
#include "cli/json_line.h"
#include "lab/vectors/vectors_reader.h"
#include "sim/sim_math.h"
#include "sim/sim_signal.h"
#include "sim/sim_choice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX ((size_t)64 << 20)
#define CHOICES_MAX    4096
#define ROUNDS_MAX     4096

struct check {
    struct vectors_reader in;
    struct sim_parameters parameters;
    struct sim_catalogue catalogue;
    struct vectors_keys keys;
    int32_t weeks_per_round;
    const char *run;
    int32_t week;
    FILE *out;    /* Where the difference is printed. */
    bool differs; /* The first difference has been printed. */
    int runs, rounds;
};

static void compare(struct check *c, const char *field, int64_t expected, int64_t found)
{
    if (!vectors_ok(&c->in) || c->differs || expected == found)
        return;
    c->differs = true;
    fprintf(c->out, "%s, week %d, %s: expected %lld, found %lld\n", c->run, c->week, field,
            (long long)expected, (long long)found);
}

static void compare_item(struct check *c, const char *list, const char *name, int index,
                         int64_t expected, int64_t found)
{
    char field[96];

    if (name != NULL)
        snprintf(field, sizeof field, "%s.%s", list, name);
    else
        snprintf(field, sizeof field, "%s[%d]", list, index);
    compare(c, field, expected, found);
}

static void compare_list(struct check *c, const cJSON *round, const char *key, const int32_t *found,
                         int count)
{
    int32_t expected[SIM_FACTORS_COUNT];

    vectors_ints(&c->in, round, key, expected, count, -1, 1000000);
    for (int i = 0; i < count; i++)
        compare_item(c, key, NULL, i, expected[i], found[i]);
}

/* --- one round ------------------------------------------------------------------------------- */

static void compare_members(struct check *c, const cJSON *round, const struct sim_team *team)
{
    int32_t phases[SIM_MEMBERS_MAX], quadrants[SIM_MEMBERS_MAX];

    for (int32_t i = 0; i < team->members_count; i++) {
        phases[i] = team->member.vacant[i] > 0 ? -1 : team->member.phase[i];
        quadrants[i] = sim_team_quadrant(team, i);
    }
    compare_list(c, round, "phases", phases, team->members_count);
    compare_list(c, round, "quadrants", quadrants, team->members_count);
}

static void compare_outcomes(struct check *c, const cJSON *round, const struct sim_team *team)
{
    struct sim_outcomes found = sim_team_outcomes(team, &c->parameters);
    const cJSON *expected = vectors_object(&c->in, round, "outcomes");
    size_t depth = vectors_enter(&c->in, "outcomes");

    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++) {
        const char *name = sim_outcome_name(i);

        compare_item(c, "outcomes", name, i, vectors_int(&c->in, expected, name, 0, 1000),
                     found.value[i]);
    }
    vectors_leave(&c->in, depth);
}

static void compare_figures(struct check *c, const cJSON *round, const struct sim_team *team)
{
    struct sim_figures found = sim_signal_figures(team, &c->catalogue, &c->parameters);
    const struct {
        const char *name;
        int32_t value;
    } figures[] = {
        {"workload", found.workload},
        {"mood", found.mood},
        {"output", found.output},
        {"absence", found.absence},
        {"ideas", found.ideas},
        {"training_hours", found.training_hours},
        {"reported_errors", found.reported_errors},
        {"vacancies", found.vacancies},
        {"_made_errors", found.made_errors},
    };
    const cJSON *expected = vectors_object(&c->in, round, "indicators");
    size_t depth = vectors_enter(&c->in, "indicators");

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        compare_item(c, "indicators", figures[i].name, 0,
                     vectors_int(&c->in, expected, figures[i].name, 0, 1000000), figures[i].value);
    vectors_leave(&c->in, depth);
}

/* The moves of a round come as [week, slot, from, to]; played is a list of the same shape. */
#define ROUND_MOVES_MAX (52 * SIM_MOVES_MAX)

struct moves {
    int count;
    int32_t item[ROUND_MOVES_MAX][4];
};

static void compare_moves(struct check *c, const cJSON *round, const struct moves *found)
{
    const cJSON *array = vectors_array(&c->in, round, "moves", 0, ROUND_MOVES_MAX);
    const cJSON *item;
    size_t depth = vectors_enter(&c->in, "moves");
    int i = 0;

    compare(c, "number of moves", cJSON_GetArraySize(array), found->count);
    cJSON_ArrayForEach(item, array)
    {
        size_t inner = vectors_enter_item(&c->in, i);

        if (!vectors_ok(&c->in) || c->differs)
            break;
        if (cJSON_GetArraySize(item) != 4)
            vectors_fault(&c->in, "is not week, slot, from, to");
        for (int k = 0; k < 4; k++)
            compare_item(c, "moves", NULL, i,
                         vectors_number(&c->in, cJSON_GetArrayItem(item, k), -1, SIM_WEEKS_MAX),
                         found->item[i][k]);
        i++;
        vectors_leave(&c->in, inner);
    }
    vectors_leave(&c->in, depth);
}

static void compare_fingerprint(struct check *c, const cJSON *round, const struct sim_team *team)
{
    const char *text = vectors_text(&c->in, round, "fingerprint");
    uint32_t found = sim_team_fingerprint(team);
    char *end;
    unsigned long expected = strtoul(text, &end, 16);

    if (vectors_ok(&c->in) && (strlen(text) != 8 || *end != '\0')) {
        size_t depth = vectors_enter(&c->in, "fingerprint");

        vectors_fault(&c->in, "is not eight hexadecimal digits");
        vectors_leave(&c->in, depth);
    }
    if (!vectors_ok(&c->in) || c->differs || expected == found)
        return;
    c->differs = true;
    fprintf(c->out, "%s, week %d, fingerprint: expected %08lx, found %08x\n", c->run, c->week,
            expected, (unsigned)found);
}

static void compare_round(struct check *c, const cJSON *round, const struct sim_team *team,
                          const struct moves *moves)
{
    c->week = team->week;
    compare(c, "week", vectors_int(&c->in, round, "week", 0, SIM_WEEKS_MAX), team->week);
    compare_moves(c, round, moves);
    compare(c, "threat", vectors_int(&c->in, round, "threat", 0, 1000), team->threat);
    compare_list(c, round, "factors", team->f, SIM_FACTORS_COUNT);
    compare_list(c, round, "preconditions", team->precondition, SIM_PRECONDITIONS_COUNT);
    compare_members(c, round, team);
    compare_outcomes(c, round, team);
    compare_figures(c, round, team);
    compare_fingerprint(c, round, team);
    c->rounds++;
}

/* --- one run --------------------------------------------------------------------------------- */

static int key_find(const struct check *c, const char *key)
{
    for (uint32_t i = 0; i < c->catalogue.pulses_count; i++)
        if (strcmp(c->keys.key[i], key) == 0)
            return (int)i;
    return -1;
}

static bool can_be_given(const struct sim_pulse *pulse, int32_t hours)
{
    return pulse->layer != SIM_LAYER_HAPPENING && hours >= sim_hours_least(pulse);
}

static void start_choice(struct check *c, const cJSON *choice, struct sim_team *team)
{
    int pulse = key_find(c, vectors_text(&c->in, choice, "pulse"));
    const struct sim_choice start = {
        .pulse = (uint32_t)pulse,
        .quality = vectors_int(&c->in, choice, "quality", SIM_GIVEN, 1000),
        .hours = vectors_int(&c->in, choice, "hours", SIM_HOURS_LEAST, SIM_HOURS_MOST),
        .weeks = vectors_int(&c->in, choice, "weeks", 0, SIM_ACTION_WEEKS_MAX),
        .up = vectors_int(&c->in, choice, "up", 0, 1000),
        .mask = (uint32_t)vectors_int(&c->in, choice, "mask", 0, 0xFFFF),
        .about = (uint32_t)vectors_int(&c->in, choice, "about", 0, 0xFFFF),
        .forced = vectors_int(&c->in, choice, "forced", 0, 1) != 0};

    if (pulse < 0)
        vectors_fault(&c->in, "starts a pulse that is not in the catalogue");
    else if (start.quality == SIM_GIVEN && !can_be_given(&c->catalogue.pulses[pulse], start.hours))
        vectors_fault(&c->in, "gives hours that cannot be given");
    if (vectors_ok(&c->in) && !sim_choice_start(&start, team, &c->catalogue, &c->parameters))
        vectors_fault(&c->in, "starts more pulses than can run at once");
}

static void start_week(struct check *c, const cJSON *choices, struct sim_team *team)
{
    size_t depth = vectors_enter(&c->in, "choices");
    const cJSON *item;
    int i = 0;

    cJSON_ArrayForEach(item, choices)
    {
        size_t inner = vectors_enter_item(&c->in, i++);

        if (!vectors_ok(&c->in))
            return;
        if (vectors_int(&c->in, item, "week", 0, SIM_WEEKS_MAX) == team->week)
            start_choice(c, item, team);
        vectors_leave(&c->in, inner);
    }
    vectors_leave(&c->in, depth);
}

static void play_round(struct check *c, const cJSON *choices, struct sim_team *team,
                       struct moves *moves)
{
    moves->count = 0;
    for (int32_t w = 0; w < c->weeks_per_round; w++) {
        start_week(c, choices, team);
        if (!vectors_ok(&c->in))
            return;
        sim_team_step(team, &c->catalogue, &c->parameters);
        for (uint32_t k = 0; k < team->moves_count; k++) {
            const struct sim_move *m = &team->moves[k];
            int32_t *out = moves->item[moves->count++];

            out[0] = team->week; /* The week after which it was observed. */
            out[1] = m->slot;
            out[2] = m->from;
            out[3] = m->to;
        }
    }
}

static void check_run(struct check *c, const cJSON *run)
{
    int32_t count = vectors_int(&c->in, run, "number_of_rounds", 1, ROUNDS_MAX);
    const cJSON *choices = vectors_array(&c->in, run, "choices", 0, CHOICES_MAX);
    const cJSON *rounds = vectors_array(&c->in, run, "rounds", count, count);
    const cJSON *initial = vectors_object(&c->in, run, "initial");
    struct sim_team team;
    struct moves moves;
    const cJSON *round;
    int i = 0;

    c->run = vectors_text(&c->in, run, "name");
    size_t depth = vectors_enter(&c->in, "initial");

    vectors_read_team(&c->in, initial, &team);
    vectors_leave(&c->in, depth);
    cJSON_ArrayForEach(round, rounds)
    {
        if (!vectors_ok(&c->in) || c->differs)
            return;
        play_round(c, choices, &team, &moves);
        depth = vectors_enter(&c->in, "rounds");
        vectors_enter_item(&c->in, i++);
        compare_round(c, round, &team, &moves);
        vectors_leave(&c->in, depth);
    }
    c->runs++;
}

/* --- the file -------------------------------------------------------------------------------- */

static void check_samples(struct check *c, const cJSON *document)
{
    const cJSON *samples = vectors_array(&c->in, document, "rng", 0, 1000);
    size_t depth = vectors_enter(&c->in, "rng");
    const cJSON *item;
    int i = 0;

    c->run = "rng";
    cJSON_ArrayForEach(item, samples)
    {
        const cJSON *args = vectors_array(&c->in, item, "args", 4, 4);
        const cJSON *bits = cJSON_GetObjectItemCaseSensitive(item, "bits");
        size_t inner = vectors_enter_item(&c->in, i);
        uint32_t a[4];

        for (int k = 0; k < 4; k++)
            a[k] = (uint32_t)vectors_number(&c->in, cJSON_GetArrayItem(args, k), 0, UINT32_MAX);
        c->week = (int32_t)a[2];
        compare_item(c, "rng", NULL, i++, vectors_number(&c->in, bits, 0, UINT32_MAX),
                     sim_bits(sim_stream(a[0], (enum sim_purpose)a[1], (int32_t)a[2]), a[3]));
        vectors_leave(&c->in, inner);
    }
    vectors_leave(&c->in, depth);
}

static void check_document(struct check *c, const cJSON *document)
{
    const cJSON *run, *runs = vectors_array(&c->in, document, "runs", 1, 100000);
    int i = 0;

    if (!cJSON_IsObject(document))
        vectors_fault(&c->in, "is not a JSON object");
    c->weeks_per_round = vectors_int(&c->in, document, "weeks_per_round", 1, 52);
    vectors_read_parameters(&c->in, document, &c->parameters);
    vectors_read_catalogue(&c->in, document, &c->catalogue, &c->keys);
    check_samples(c, document);
    cJSON_ArrayForEach(run, runs)
    {
        size_t depth = vectors_enter(&c->in, "runs");

        if (!vectors_ok(&c->in) || c->differs)
            return;
        vectors_enter_item(&c->in, i++);
        check_run(c, run);
        vectors_leave(&c->in, depth);
    }
}

static char *file_read(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long end = 0;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0)
        goto done;
    if ((size_t)end > FILE_BYTES_MAX) {
        errno = EFBIG;
        goto done;
    }
    rewind(file);
    text = malloc((size_t)end + 1);
    if (text != NULL && fread(text, 1, (size_t)end, file) != (size_t)end) {
        free(text);
        text = NULL;
    }
    *bytes = (size_t)end;

done:
    fclose(file);
    return text;
}

static void print_json(const struct check *c, const char *path)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "name", "vectors");
    cJSON_AddStringToObject(line, "file", path);
    cJSON_AddNumberToObject(line, "runs", c->runs);
    cJSON_AddNumberToObject(line, "rounds", c->rounds);
    cJSON_AddBoolToObject(line, "agree", !c->differs);
    json_line_print(stdout, line);
}

/* With `json`, a difference is printed on stderr. */
static int check_text(const char *path, const char *text, size_t bytes, bool json)
{
    const char *end = text;
    cJSON *document = cJSON_ParseWithLengthOpts(text, bytes, &end, false);
    struct check *c = calloc(1, sizeof *c);
    int exit_code = 2;

    if (c == NULL) {
        fprintf(stderr, "%s: no memory\n", path);
    } else if (document == NULL) {
        fprintf(stderr, "%s: is not valid JSON at byte %zu\n", path, (size_t)(end - text));
    } else {
        c->out = json ? stderr : stdout;
        check_document(c, document);
        if (!vectors_ok(&c->in)) {
            fprintf(stderr, "%s: %s: %s\n", path, c->in.path, c->in.fault);
        } else {
            exit_code = c->differs ? 1 : 0;
            if (json)
                print_json(c, path);
            else if (!c->differs)
                printf("%s: %d runs, %d rounds agree\n", path, c->runs, c->rounds);
        }
    }
    cJSON_Delete(document);
    free(c);
    return exit_code;
}

int cli_vectors(const struct cli_vectors *options)
{
    const char *path = options->operands.items[0];
    size_t bytes = 0;
    char *text = file_read(path, &bytes);
    int exit_code;

    if (text == NULL) {
        fprintf(stderr, "%s: cannot be read: %s\n", path, strerror(errno));
        return CLI_WRONG;
    }
    exit_code = check_text(path, text, bytes, options->json);
    free(text);
    return exit_code;
}
