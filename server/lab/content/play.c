/* play.c -- dilemma play: one person plays a scenario in the terminal, with everything open:
 * signals, the staircase, why. The team may start from another profile or other factors (--profile
 * weak, --set AUT=300). Between dilemmas anything of the catalogue may be started, week by week.
 * The same seed and answers give the same story; --json writes what happened, one line per step. */
#include "cli/cli.h"
#include "cli/json_line.h"
#include "library/content_report.h"
#include "base/nearest.h"
#include "scenario/scenario_play.h"
#include "session/why.h"

#include <stdlib.h>

#define LINE_MAX_BYTES 256
#define NEAREST_TEXT   128

struct play {
    const struct scenario *scenario;
    const struct report_texts *texts;
    uint32_t lang;
    bool json;
    struct sim_team team;
    struct sim_team start;
    uint32_t played;
    bool weeks_between; /* Weeks went by since the last round. */
    /* What an action that runs may be led back to. A room knows no weeks between its rounds: after
     * them, what was decided before is told by the name of the action. */
    struct why_decided decided[ROUNDS_MAX];
    uint32_t decided_count;
    struct room_cause causes[CAUSES_SHOWN_MAX]; /* Of the last round. */
    uint32_t causes_count;
};

/* --- writing --------------------------------------------------------------------------------- */

static void put_bytes(struct bytes text)
{
    fwrite(text.data, 1, text.size, stdout);
}

static void put_block(const struct text_block *block)
{
    fputs("\n  ", stdout);
    if (block->speech) {
        put_bytes(block->name);
        fputs(": \xE2\x80\x98", stdout);
    }
    put_bytes(block->text);
    fputs(block->speech ? "\xE2\x80\x99\n" : "\n", stdout);
}

static void put_story(const struct text_blocks blocks)
{
    for (uint32_t i = 0; i < blocks.count; i++)
        put_block(&blocks.items[i]);
}

static void put_heading(const struct play *p, const char *key)
{
    printf("\n  -- %s\n", report_text(p->texts, key));
}

/* Phases side by side, and what moved since the round began. */
static void put_team(const struct play *p)
{
    const struct scenario *s = p->scenario;

    put_heading(p, "play.team");
    for (uint32_t m = 0; m < s->members_count; m++) {
        const struct bytes name = text_in(&s->members[m].name, p->lang);
        const int32_t phase = p->team.member.phase[m];
        const struct bytes word = text_in(&s->catalogue->phases[phase], p->lang);

        printf("     %-10.*s %*s%.*s (%s)\n", (int)name.size, (const char *)name.data, 4 * phase,
               "", (int)word.size, (const char *)word.data, scenario_face(&p->team, m));
    }
}

static void put_figures(const struct play *p)
{
    const struct catalogue *c = p->scenario->catalogue;
    const struct sim_figures now = scenario_figures(p->scenario, &p->team);

    fputs("    ", stdout);
    for (uint32_t f = 0; f < FIGURES_COUNT; f++) {
        const int32_t value = catalogue_figure_value(&now, (enum catalogue_figure)f);

        printf(" ");
        put_bytes(text_in(&c->figures[f].name, p->lang));
        printf(": ");
        put_bytes(catalogue_level_word(&c->figures[f], value, p->lang));
        printf(f + 1 < FIGURES_COUNT ? "," : "\n");
    }
}

static void put_members(const struct play *p, uint32_t members)
{
    const char *comma = "";

    for (uint32_t m = 0; m < p->scenario->members_count; m++) {
        if ((members >> m & 1) == 0)
            continue;
        fputs(comma, stdout);
        put_bytes(text_in(&p->scenario->members[m].name, p->lang));
        comma = ", ";
    }
}

static void put_cause(const struct play *p, const struct room_cause *cause)
{
    const struct catalogue_cause words =
        why_words(p->scenario, cause, p->decided, p->decided_count);
    const struct bytes source = text_in(&words.source, p->lang);
    uint8_t memory[CAUSE_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    printf("     %+4d  %-10s ", cause->amount,
           report_text(p->texts, cause->helped ? "play.helped" : "play.held_back"));
    put_members(p, cause->members);
    printf(": ");
    put_bytes(text_in(&words.title, p->lang));
    printf(". ");
    put_bytes(why_text(p->scenario, cause, p->decided_count, &words, p->lang, &texts));
    if (source.size > 0)
        printf(" [%.*s]", (int)source.size, (const char *)source.data);
    fputc('\n', stdout);
}

/* The causes that a group would be told. */
static void put_why(const struct play *p)
{
    put_heading(p, "play.why");
    for (uint32_t i = 0; i < p->causes_count; i++)
        put_cause(p, &p->causes[i]);
    if (p->causes_count == 0)
        printf("     %s\n", report_text(p->texts, "play.why_nothing"));
}

/* One line: where the story is, who is in which phase, the fingerprint of the state. */
static void put_json(const struct play *p, const char *dilemma, const char *option)
{
    cJSON *json = cJSON_CreateObject(), *phases;
    char fingerprint[16];
    const struct sim_outcomes o = sim_team_outcomes(&p->team, &p->scenario->parameters);

    cJSON_AddNumberToObject(json, "week", p->team.week - p->scenario->warm_up_weeks);
    cJSON_AddStringToObject(json, "dilemma", dilemma);
    cJSON_AddStringToObject(json, "option", option);
    phases = cJSON_AddArrayToObject(json, "phases");
    for (uint32_t m = 0; m < p->scenario->members_count; m++)
        cJSON_AddItemToArray(phases, cJSON_CreateNumber(p->team.member.phase[m]));
    cJSON_AddNumberToObject(json, "learning_climate", o.value[SIM_OUTCOME_LEARNING_CLIMATE]);
    cJSON_AddNumberToObject(json, "wellbeing", o.value[SIM_OUTCOME_WELLBEING]);
    cJSON_AddNumberToObject(json, "performance", o.value[SIM_OUTCOME_PERFORMANCE]);
    snprintf(fingerprint, sizeof fingerprint, "%08x", sim_team_fingerprint(&p->team));
    cJSON_AddStringToObject(json, "fingerprint", fingerprint);
    json_line_print(stdout, json);
}

/* --- answering ------------------------------------------------------------------------------- */

static void nearest_name(const struct catalogue *c, const char *name, char near[NEAREST_TEXT])
{
    struct nearest nearest = nearest_begin(bytes_of(name));

    for (uint32_t i = 0; i < c->interventions_count; i++)
        nearest_try(&nearest, c->interventions[i].id);
    for (uint32_t i = 0; i < c->sim.pulses_count; i++)
        nearest_try(&nearest, c->pulses[i].key);
    nearest_write(&nearest, near, NEAREST_TEXT);
}

/* Start something of the catalogue, by id of an intervention or key of a pulse. */
static void start_named(struct play *p, const char *name)
{
    const struct catalogue *c = p->scenario->catalogue;
    const int32_t action = catalogue_find_intervention(c, bytes_of(name));
    const int32_t pulse =
        action >= 0 ? c->interventions[action].pulse : catalogue_find_pulse(c, bytes_of(name));
    char near[NEAREST_TEXT];
    const char *values[REPORT_VALUES] = {near};

    if (pulse < 0) {
        nearest_name(c, name, near);
        report_print(stdout, p->texts, "play.unknown", values);
        return;
    }
    const struct sim_action given = {.pulse = (uint32_t)pulse,
                                     .up = action >= 0 ? c->interventions[action].up : 500,
                                     .mask = SIM_EVERYBODY};
    if (c->pulses[pulse].happening)
        scenario_start_happening(p->scenario, (uint32_t)pulse, &p->team);
    else
        sim_team_give(&p->team, &c->sim, &p->scenario->parameters, &given);
    snprintf(near, sizeof near, "%.*s", (int)text_in(&c->pulses[pulse].name, p->lang).size,
             (const char *)text_in(&c->pulses[pulse].name, p->lang).data);
    if (!p->json)
        report_print(stdout, p->texts, "play.started", values);
}

static void one_week(struct play *p)
{
    p->weeks_between = true;
    sim_team_step(&p->team, &p->scenario->catalogue->sim, &p->scenario->parameters);
    if (p->json)
        put_json(p, "", "");
    else
        put_figures(p);
}

/* Read lines until one chooses an option: its index, or -1: stop. */
static int32_t ask(struct play *p, uint32_t options)
{
    char line[LINE_MAX_BYTES];

    for (;;) {
        if (!p->json)
            printf("\n%s ", report_text(p->texts, "play.choose"));
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            return -1;
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] >= 'a' && line[0] < (char)('a' + (int)options) && line[1] == '\0')
            return line[0] - 'a';
        if (strcmp(line, "q") == 0)
            return -1;
        if (strcmp(line, "t") == 0)
            put_team(p);
        else if (strcmp(line, "w") == 0)
            put_why(p);
        else if (strcmp(line, "n") == 0)
            one_week(p);
        else if (strncmp(line, "i ", 2) == 0)
            start_named(p, line + 2);
        else
            printf("%s\n", report_text(p->texts, "play.help"));
    }
}

/* --- a round --------------------------------------------------------------------------------- */

static void put_situation(const struct play *p, uint32_t dilemma)
{
    const struct scenario_dilemma *d = &p->scenario->dilemmas[dilemma];
    struct scenario_seen seen[SEEN_SIGNALS_MAX];
    const uint32_t count = scenario_signals(p->scenario, dilemma, &p->team, p->lang, seen);

    printf("\n== ");
    put_bytes(text_in(&d->title, p->lang));
    printf("  (");
    put_bytes(text_in(&d->moment, p->lang));
    printf(")\n");
    put_story(text_story_in(&d->situation, p->lang));
    put_heading(p, "play.signals");
    for (uint32_t i = 0; i < count; i++) {
        printf("     ");
        put_bytes(text_in(&p->scenario->members[seen[i].member].name, p->lang));
        printf(" ");
        put_bytes(seen[i].text);
        printf(".\n");
    }
    put_figures(p);
    for (uint32_t o = 0; o < d->options_count; o++) {
        printf("\n  %c  ", 'a' + (int)o);
        put_bytes(text_in(&d->options[o].title, p->lang));
        printf("\n     ");
        put_bytes(text_in(&d->options[o].text, p->lang));
        printf("\n");
    }
}

static void put_consequence(const struct play *p, uint32_t dilemma, uint32_t option,
                            const struct sim_team *before)
{
    const struct scenario_moment moment =
        scenario_moment_make(&p->team, before, &p->scenario->parameters);
    struct text_block blocks[TOLD_BLOCKS_MAX];
    uint8_t memory[TOLD_BYTES_MAX];
    struct buffer texts;
    uint32_t count;

    buffer_init(&texts, memory, sizeof memory);
    count = scenario_tell(p->scenario, dilemma, option, &moment, p->lang, &texts, blocks);
    printf("\n-- ");
    put_bytes(scenario_weeks_later(p->scenario, dilemma, p->lang));
    printf("\n");
    put_story((struct text_blocks){blocks, count});
    put_team(p);
    put_why(p);
}

/* Decide this, and play its weeks. */
static void follow(struct play *p, uint32_t dilemma, uint32_t option, const struct sim_team *before)
{
    const struct scenario *s = p->scenario;
    struct sim_why_trail trail;
    struct why_story story = {.scenario = s, .trail = &trail, .before = before, .after = &p->team};

    sim_why_begin(&trail, &p->team, &s->catalogue->sim, &s->parameters);
    scenario_start_option(s, dilemma, option, &p->team);
    for (int32_t week = 0; week < s->dilemmas[dilemma].weeks; week++)
        sim_why_follow(&trail, &p->team, &s->catalogue->sim, &s->parameters);
    if (p->weeks_between)
        p->decided_count = 0;
    p->weeks_between = false;
    p->decided[p->decided_count++] = (struct why_decided){(uint8_t)dilemma, (uint8_t)option};
    story.decided_count = p->decided_count;
    memcpy(story.decided, p->decided, sizeof story.decided);
    p->causes_count = why_find(&story, s->dilemmas[dilemma].about, p->causes);
}

static bool play_round(struct play *p, uint32_t round)
{
    const uint32_t dilemma = scenario_draw(p->scenario, round, &p->team, p->played);
    const struct scenario_dilemma *d = &p->scenario->dilemmas[dilemma];
    char names[2][ID_BYTES_MAX + 1];
    struct sim_team before;
    int32_t option;

    if (!p->json)
        put_situation(p, dilemma);
    option = ask(p, d->options_count);
    if (option < 0)
        return false;
    before = p->team;
    follow(p, dilemma, (uint32_t)option, &before);
    p->played |= 1u << dilemma;
    snprintf(names[0], sizeof names[0], "%.*s", (int)d->id.size, (const char *)d->id.data);
    snprintf(names[1], sizeof names[1], "%.*s", (int)d->options[option].id.size,
             (const char *)d->options[option].id.data);
    if (p->json)
        put_json(p, names[0], names[1]);
    else
        put_consequence(p, dilemma, (uint32_t)option, &before);
    return true;
}

static void play_all(struct play *p)
{
    struct scenario_moment moment;
    uint32_t round = 0;

    while (round < p->scenario->rounds_count && play_round(p, round))
        round++;
    if (round < p->scenario->rounds_count || p->json)
        return;
    moment = scenario_moment_make(&p->team, &p->start, &p->scenario->parameters);
    put_heading(p, "play.ending");
    put_story(text_story_in(&p->scenario->endings[scenario_ending_of(p->scenario, &moment)].story,
                            p->lang));
}

/* --- starting -------------------------------------------------------------------------------- */

/* Reads "AUT=300" into base[]. false: not a factor, or not from 0 to 1000. */
static bool set_factor(const char *text, int32_t base[SIM_FACTORS_COUNT])
{
    const char *equals = strchr(text, '=');
    char *end = NULL;
    long value;
    int factor;

    if (equals == NULL)
        return false;
    factor = sim_factor_find(text, (size_t)(equals - text));
    value = strtol(equals + 1, &end, 10);
    if (factor < 0 || end == equals + 1 || *end != '\0' || value < 0 || value > 1000)
        return false;
    base[factor] = (int32_t)value;
    return true;
}

/* cli_play has checked that every --set is a factor. */
static void make_team(struct play *p, const struct cli_play *o)
{
    const struct scenario *s = p->scenario;
    int32_t base[SIM_FACTORS_COUNT];

    for (int f = 0; f < SIM_FACTORS_COUNT; f++)
        base[f] =
            o->profile == FLAG_NONE ? s->origin.base[f] : s->catalogue->profiles[o->profile][f];
    for (uint32_t i = 0; i < o->set.count; i++)
        set_factor(o->set.items[i], base);
    scenario_team_make_from(s, o->seed, base, &p->team);
    p->start = p->team;
}

static void welcome(const struct play *p)
{
    char title[LINE_MAX_BYTES], leader[LINE_MAX_BYTES];
    const char *values[REPORT_VALUES] = {title, leader};

    snprintf(title, sizeof title, "%.*s", (int)text_in(&p->scenario->title, p->lang).size,
             (const char *)text_in(&p->scenario->title, p->lang).data);
    snprintf(leader, sizeof leader, "%.*s", (int)text_in(&p->scenario->leader, p->lang).size,
             (const char *)text_in(&p->scenario->leader, p->lang).data);
    if (!p->json)
        report_print(stdout, p->texts, "play.welcome", values);
}

static bool play_folder(const struct cli_play *o)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    struct play *p = calloc(1, sizeof *p);
    struct report_texts *texts = NULL;
    bool fine = false;

    if (loaded == NULL || p == NULL)
        goto done;
    fine = content_load(loaded, o->operands.items[0]) == RESULT_OK;
    if (fine) {
        texts = report_open(loaded->files.root, o->lang);
        *p = (struct play){
            .scenario = loaded->scenario, .texts = texts, .lang = o->lang, .json = o->json};
        make_team(p, o);
        welcome(p);
        play_all(p);
    } else {
        content_print_problems(stderr, loaded, o->lang);
    }
    content_close(loaded);
done:
    report_close(texts);
    free(p);
    free(loaded);
    return fine;
}

int cli_play(const struct cli_play *options)
{
    int32_t unused[SIM_FACTORS_COUNT];

    for (uint32_t i = 0; i < options->set.count; i++)
        if (!set_factor(options->set.items[i], unused))
            return cli_refuse("play",
                              "--set is '%.64s', it must be a factor and a number from 0 to 1000, "
                              "such as AUT=300",
                              options->set.items[i]);
    return play_folder(options) ? EXIT_SUCCESS : CLI_NO;
}
