/* telling.c -- is what a room is told about its decision true? Plays stories at random, as a room
 * would, and holds every cause against what happened: teams before and after, what was decided,
 * what runs. The facts are worked out here once more, from the sentences as people read them.
 *
 *     telling [--plays N] [--print N] [--seed N] [--scenarios FOLDER]
 *
 * Plays are spread over the stories and over the cores. Exit 1 when a cause is false; each is
 * printed with its story, round and number of the play; when a text is told twice running though
 * there are others; and when too little of what is told of decisions is told in their authors'
 * words. */
#include "library/scenario_library.h"
#include "playtest/parallel.h"
#include "scenario/scenario_play.h"
#include "session/why.h"
#include "sim/sim_math.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    const struct scenario_library *library;
    uint32_t seed;
    uint32_t print;
    atomic_uint rounds, causes, silent, false_ones, at_work, twice_running;
    atomic_uint told[SIM_TERMS_COUNT][2], alone[SIM_TERMS_COUNT];
    atomic_uint of_option, of_other, of_nothing, in_own_words;
};

#define OWN_WORDS_PERCENT 70

static uint32_t mix(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ x >> 16;
}

/* ---- facts, plainly ------------------------------------------------------------------------- */

/* One of these rose (way 1) or fell (-1), and their sum too. */
static bool factors_went(const struct why_story *t, const enum sim_factor *factors, uint32_t count,
                         int way)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += t->after->f[factors[i]] - t->before->f[factors[i]];
    return sum * way > 0;
}
#define WENT(way, ...)                                                                             \
    factors_went(t, (const enum sim_factor[]){__VA_ARGS__},                                        \
                 sizeof((const enum sim_factor[]){__VA_ARGS__}) / sizeof(enum sim_factor), way)

/* A person's field rose or fell. */
#define ROSE(field) ((t->after->member.field[m] - t->before->member.field[m]) * way > 0)
#define FELL(field) ((t->after->member.field[m] - t->before->member.field[m]) * way < 0)

static int32_t empty_places(const struct sim_team *team)
{
    int32_t count = 0;

    for (int32_t i = 0; i < team->members_count; i++)
        count += team->member.vacant[i] > 0;
    return count;
}

static const struct sim_running *takes_part(const struct why_story *t, uint32_t pulse, int32_t m)
{
    for (uint32_t i = 0; i < t->after->running_count; i++)
        if (t->after->running[i].pulse == pulse && (t->after->running[i].attend >> m & 1) != 0)
            return &t->after->running[i];
    return NULL;
}

static int32_t feedback(const struct sim_team *team)
{
    const int32_t safe = team->f[SIM_SAF] * 3 - 1000;

    return team->f[SIM_FBK] * (safe < -500 ? -500 : safe > 1000 ? 1000 : safe);
}

/* "Dit zou ook van hen zijn, en er is tot nu toe weinig van te merken." */
static bool was_asked(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    for (uint32_t i = 0; i < t->after->running_count; i++) {
        const struct sim_running *r = &t->after->running[i];
        const bool so =
            c->helped ? r->strength >= 400 : r->strength < 300 && t->after->week - r->start >= 8;

        if (r->pulse == c->pulse && (r->attend >> m & 1) != 0 && r->up >= 600 && so &&
            !t->scenario->catalogue->pulses[r->pulse].happening)
            return true;
    }
    return false;
}

/* "Je gaf er minder tijd aan dan het vraagt." */
static bool got_little_time(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    for (uint32_t i = 0; i < t->after->running_count; i++) {
        const struct sim_running *r = &t->after->running[i];

        if (r->pulse == c->pulse && (r->attend >> m & 1) != 0 &&
            r->hours < t->scenario->catalogue->sim.pulses[r->pulse].hours)
            return true;
    }
    return false;
}

/* How far a running action is from suiting a member: 0 when it suits well enough. */
static int32_t unsuited(const struct why_story *t, const struct sim_pulse *pulse, int32_t phase)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    int32_t mean = 0;

    for (int k = 0; k < SIM_PHASES_COUNT; k++)
        mean += pulse->fit[k];
    mean /= SIM_PHASES_COUNT;
    return pulse->layer == SIM_LAYER_HAPPENING
               ? 0
               : p->misfit_bar - 1000 - (pulse->fit[phase] - mean) * p->fit_gain / 1000;
}

/* All that runs and reaches them, by how unsuited it is and how far it is built up. */
static int64_t chafes(const struct why_story *t, const struct sim_team *team, int32_t m)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const int32_t by =
            unsuited(t, &t->scenario->catalogue->sim.pulses[r->pulse], team->member.phase[m]);

        if ((r->attend >> m & 1) != 0 && by > 0)
            sum += (int64_t)by * r->env_u;
    }
    return sum;
}

/* The work asks less than they can give. */
static int32_t bored(const struct why_story *t, const struct sim_team *team, int32_t m)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    const int32_t rich = (team->f[SIM_CHA] + team->f[SIM_VAR] + team->f[SIM_CMP]) / 3;
    const int32_t idle = p->bore_load - team->member.load[m];
    const int32_t easy = team->member.skill_u[m] / 1000 - rich - p->bore_skill;

    return (idle > 0 ? idle : 0) + (easy > 0 ? easy : 0);
}

static int32_t wellbeing(const struct sim_team *team, int32_t m)
{
    return team->member.eng_u[m] / 1000 - team->member.strain_u[m] / 1000;
}

/* Life brings somebody more, or less, than before: at home or in the work. */
static bool luck_turned(const struct why_story *t, int32_t m, int way)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    const uint32_t then = sim_stream(t->after->seed, SIM_DRAW_LIFE, t->before->week / 13);
    const uint32_t now = sim_stream(t->after->seed, SIM_DRAW_LIFE, (t->after->week - 1) / 13);
    const uint32_t k = 4 * (uint32_t)m;

    return then != now &&
           ((sim_sway(sim_bits(now, k), p->life_mood) - sim_sway(sim_bits(then, k), p->life_mood)) *
                    way >
                0 ||
            (sim_sway(sim_bits(now, k + 1), p->life_work) -
             sim_sway(sim_bits(then, k + 1), p->life_work)) *
                    way >
                0 ||
            (sim_sway(sim_bits(now, 62), p->life_team) -
             sim_sway(sim_bits(then, 62), p->life_team)) *
                    way >
                0);
}

static bool is_true(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    const int way = c->helped ? 1 : -1;
    const struct sim_running *r = c->pulse == PULSE_NONE ? NULL : takes_part(t, c->pulse, m);
    const struct sim_pulse *pulse =
        c->pulse == PULSE_NONE ? NULL : &t->scenario->catalogue->sim.pulses[c->pulse];

    switch (c->term) {
    case SIM_TERM_DEMANDS: return WENT(-way, SIM_DEM);
    case SIM_TERM_AUTONOMY: return WENT(way, SIM_AUT);
    case SIM_TERM_PARTICIPATION: return WENT(way, SIM_PAR);
    case SIM_TERM_WHOLE_TASKS: return WENT(way, SIM_CMP);
    case SIM_TERM_OVER_STRUCTURE: return WENT(-way, SIM_RIC);
    case SIM_TERM_UNDER_STRUCTURE: return WENT(way, SIM_RIC);
    case SIM_TERM_SUPPORT: return WENT(way, SIM_COL, SIM_INT);
    case SIM_TERM_PEERS: return WENT(way, SIM_COL, SIM_INT, SIM_DIV);
    case SIM_TERM_RICH_WORK: return WENT(way, SIM_VAR, SIM_CHA, SIM_CMP);
    case SIM_TERM_LEADER: return WENT(way, SIM_LEA);
    case SIM_TERM_TRANSPARENCY: return WENT(way, SIM_TRA);
    case SIM_TERM_SAFETY: return WENT(way, SIM_SAF);
    case SIM_TERM_VISION: return WENT(way, SIM_VIS);
    case SIM_TERM_OUTSIDE: return WENT(way, SIM_EXT, SIM_MOB);
    case SIM_TERM_REFLECTION: return WENT(way, SIM_REF);
    case SIM_TERM_ROLE_MODELS: return WENT(way, SIM_ROL);
    case SIM_TERM_LEARNING_OFFER: return WENT(way, SIM_TRN);
    case SIM_TERM_WORKLOAD:
    case SIM_TERM_SLACK: return FELL(load);
    case SIM_TERM_CONTROL: return ROSE(control);
    case SIM_TERM_STRAIN: return FELL(strain_u);
    case SIM_TERM_ENGAGEMENT: return ROSE(eng_u);
    case SIM_TERM_TRUST: return ROSE(trust_u);
    case SIM_TERM_SKILL: return ROSE(skill_u);
    case SIM_TERM_OPPORTUNITY: return ROSE(opp);
    case SIM_TERM_KUNNEN: return ROSE(kunnen_u);
    case SIM_TERM_WETEN: return r != NULL && ROSE(weten_u);
    case SIM_TERM_WILLEN: return r != NULL && ROSE(willen_u);
    case SIM_TERM_DURVEN: return r != NULL && ROSE(durven_u);
    case SIM_TERM_MOGEN: return r != NULL && ROSE(mogen_u);
    case SIM_TERM_VACANCIES: return (empty_places(t->after) - empty_places(t->before)) * way < 0;
    case SIM_TERM_PARTICIPATION_LOAD: return r != NULL && pulse->load * way < 0;
    case SIM_TERM_LEARNING_LOAD: return t->after->member.phase[m] > t->before->member.phase[m];
    case SIM_TERM_THREAT:
        return c->helped ? t->after->threat < t->before->threat
                         : r != NULL && r->up < 600 && t->after->threat > t->before->threat;
    case SIM_TERM_BUFFER: return ROSE(control) || WENT(way, SIM_COL, SIM_LEA, SIM_INT);
    case SIM_TERM_UNSAFE_FEEDBACK: return feedback(c->helped ? t->before : t->after) < 0;
    case SIM_TERM_FEEDBACK: return (feedback(t->after) - feedback(t->before)) * way > 0;
    case SIM_TERM_COPING: return r != NULL && c->helped;
    case SIM_TERM_GAP: return was_asked(t, c, m);
    case SIM_TERM_LITTLE_TIME: return !c->helped && was_asked(t, c, m) && got_little_time(t, c, m);
    case SIM_TERM_INVOLVEMENT: return (t->after->inv_u - t->before->inv_u) * way > 0;
    case SIM_TERM_WEAKEST_LINK: return WENT(way, SIM_TRN, SIM_VIS, SIM_TRA);
    case SIM_TERM_TECHNOLOGY: return WENT(way, SIM_TEC);
    case SIM_TERM_CLARITY: return WENT(way, SIM_RIC);
    case SIM_TERM_HINDRANCE: return WENT(way, SIM_RIC, SIM_TEC, SIM_TRA);
    case SIM_TERM_CHALLENGE:
        return (t->after->member.load[m] - t->before->member.load[m]) * way > 0;
    case SIM_TERM_UNFAIR: return (t->after->unfair_u - t->before->unfair_u) * way < 0;
    case SIM_TERM_CONFLICT: return (t->after->rift_u - t->before->rift_u) * way < 0;
    case SIM_TERM_COORDINATION: return (t->after->coord_u - t->before->coord_u) * way > 0;
    case SIM_TERM_NOVELTY: return ROSE(wont_u);
    case SIM_TERM_ROUTINE: return c->helped && ROSE(routine_u);
    case SIM_TERM_BOREDOM: return (bored(t, t->after, m) - bored(t, t->before, m)) * way < 0;
    case SIM_TERM_TIRED: return FELL(tired_u);
    case SIM_TERM_COLLEAGUES:
        return (t->after->eng - t->after->strain - wellbeing(t->after, m)) * way > 0;
    case SIM_TERM_MISFIT:
        return c->helped ? chafes(t, t->after, m) < chafes(t, t->before, m)
                         : r != NULL && unsuited(t, pulse, t->after->member.phase[m]) > 0;
    case SIM_TERM_LUCK: return luck_turned(t, m, way);
    case SIM_TERM_OVERLOAD:
        if (c->helped)
            return t->before->hours > t->before->leader_hours &&
                   t->after->hours <= t->after->leader_hours && WENT(1, SIM_LEA);
        return t->after->hours > t->after->leader_hours && WENT(-1, SIM_LEA);
    default: return false; /* Nothing is known of such a sentence: it is not to be told. */
    }
}

/* Told under the title of a decision: that was really taken, in that round, and started it then. */
static bool is_of_its_round(const struct why_story *t, const struct room_cause *c)
{
    const struct scenario_option *o;
    int32_t week = t->after->week;
    bool starts = false, runs = false;

    if (c->round == ROUND_NONE)
        return true;
    if (c->round >= t->decided_count || c->pulse == PULSE_NONE)
        return false;
    for (uint32_t k = c->round; k < t->decided_count; k++)
        week -= t->scenario->dilemmas[t->decided[k].dilemma].weeks;
    o = &t->scenario->dilemmas[t->decided[c->round].dilemma].options[t->decided[c->round].option];
    for (uint32_t i = 0; i < o->starts_count; i++)
        starts = starts || o->starts[i].pulse == c->pulse;
    for (uint32_t i = 0; i < t->after->running_count; i++)
        runs =
            runs || (t->after->running[i].pulse == c->pulse && t->after->running[i].start == week);
    return starts && runs;
}

/* ---- a play --------------------------------------------------------------------------------- */

static void put_bytes(FILE *out, struct bytes in)
{
    fprintf(out, "%.*s", (int)in.size, (const char *)in.data);
}

static void put(FILE *out, struct text text)
{
    put_bytes(out, text_in(&text, TEXT_LANG_nl));
}

static void print_list(const struct why_story *t, const struct room_cause *causes, uint32_t count,
                       uint32_t number)
{
    const struct why_decided *now = &t->decided[t->decided_count - 1];
    const struct scenario_dilemma *d = &t->scenario->dilemmas[now->dilemma];

    flockfile(stdout);
    printf("\n[%u] %.*s, ronde %u: ", number, (int)t->scenario->id.size,
           (const char *)t->scenario->id.data, t->decided_count);
    put(stdout, d->title);
    printf("\n  besluit: ");
    put(stdout, d->options[now->option].title);
    printf(" -- ");
    put(stdout, d->options[now->option].text);
    printf("\n");
    for (uint32_t i = 0; i < count; i++) {
        const struct room_cause *c = &causes[i];
        const struct catalogue_cause words =
            why_words(t->scenario, c, t->decided, t->decided_count);
        uint8_t memory[CAUSE_BYTES_MAX];
        struct buffer texts;

        buffer_init(&texts, memory, sizeof memory);
        printf("  %s%u ", c->helped ? "+" : "-", c->weight);
        put(stdout, words.title);
        if (c->round != ROUND_NONE && c->round + 1u != t->decided_count)
            printf(" (ronde %u)", c->round + 1u);
        printf(" | ");
        put_bytes(stdout, why_text(t->scenario, c, &words, TEXT_LANG_nl, &texts));
        printf(" |");
        for (uint32_t m = 0; m < t->scenario->members_count; m++)
            if ((c->members >> m & 1) != 0) {
                printf(" ");
                put(stdout, t->scenario->members[m].name);
            }
        printf(" [%s %d]\n", sim_term_name(c->term), c->amount);
    }
    funlockfile(stdout);
}

/* There are words for it, in both languages. */
static bool has_words(const struct why_story *t, const struct room_cause *c)
{
    const struct catalogue_cause words = why_words(t->scenario, c, t->decided, t->decided_count);

    return text_in(&words.title, TEXT_LANG_nl).size > 0 &&
           text_in(&words.title, TEXT_LANG_en).size > 0 &&
           text_in(&words.text, TEXT_LANG_nl).size > 0 &&
           text_in(&words.text, TEXT_LANG_en).size > 0;
}

/* Told of a decision, in none of the sentences of the catalogue. */
static bool in_own_words(const struct why_story *t, const struct room_cause *c)
{
    const struct catalogue_cause *stock = &t->scenario->catalogue->causes[c->term][c->helped];
    const struct catalogue_cause words = why_words(t->scenario, c, t->decided, t->decided_count);
    const struct bytes told = text_in(&words.text, TEXT_LANG_nl);
    bool own = !bytes_equal(told, text_in(&stock->text, TEXT_LANG_nl));

    for (uint32_t i = 0; i < stock->variants_count; i++)
        own = own && !bytes_equal(told, text_in(&stock->variants[i], TEXT_LANG_nl));
    return own;
}

/* "Ook het werk ging er beter door": then the work of these people did. */
static bool work_is_true(const struct why_story *t, const struct room_cause *c)
{
    int32_t work = 0;

    for (int32_t m = 0; m < t->after->members_count; m++)
        if ((c->members >> m & 1) != 0)
            work += t->after->member.work[m] - t->before->member.work[m];
    return !c->at_work || (c->helped ? work > 0 : work < 0);
}

static void check_cause(struct job *job, const struct why_story *t, const struct room_cause *c,
                        uint32_t number)
{
    bool good = is_of_its_round(t, c) && c->members != 0 && has_words(t, c) && work_is_true(t, c);

    for (int32_t m = 0; m < t->after->members_count; m++)
        if ((c->members >> m & 1) != 0)
            good = good && t->after->member.vacant[m] == 0 && is_true(t, c, m);
    job->causes++;
    job->told[c->term][c->helped]++;
    job->at_work += c->at_work;
    if (c->round != ROUND_NONE) {
        job->of_option++;
        job->in_own_words += in_own_words(t, c);
    } else if (c->pulse != PULSE_NONE) {
        job->of_other++;
    } else {
        job->of_nothing++;
        job->alone[c->term]++;
    }
    if (good)
        return;
    job->false_ones++;
    fprintf(stderr, "false: play %u, %.*s, round %u: %s %s, pulse %u, round %u\n", number,
            (int)t->scenario->id.size, (const char *)t->scenario->id.data, t->decided_count,
            sim_term_name(c->term), c->helped ? "helped" : "held back", c->pulse, c->round);
}

/* Of what has several texts, none is told in two rounds running. */
static void check_variety(struct job *job, const struct why_story *t, const struct room_cause *last,
                          uint32_t last_count, const struct room_cause *now, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t variants =
            t->scenario->catalogue->causes[now[i].term][now[i].helped].variants_count;

        for (uint32_t k = 0; k < last_count && variants > 1; k++)
            job->twice_running += last[k].term == now[i].term && last[k].helped == now[i].helped &&
                                  last[k].variant == now[i].variant;
    }
}

static void play(void *arg, uint32_t number)
{
    struct job *job = arg;
    const struct scenario *s = job->library->offered[number % job->library->count];
    struct sim_why_trail *trail = malloc(sizeof *trail);
    struct why_story t = {.scenario = s, .trail = trail};
    struct room_cause causes[CAUSES_SHOWN_MAX], last[CAUSES_SHOWN_MAX];
    struct sim_team team, before;
    uint32_t played = 0, last_count = 0;

    if (trail == NULL)
        abort();
    scenario_team_make(s, mix(job->seed ^ number * 2654435761u), &team);
    t.before = &before;
    t.after = &team;
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const struct scenario_dilemma *d = &s->dilemmas[dilemma];
        const uint32_t option = mix(job->seed + number * 64 + round) % d->options_count;
        uint32_t count;

        before = team;
        sim_why_begin(trail, &team, &s->catalogue->sim, &s->parameters);
        scenario_start_option(s, dilemma, option, &team);
        for (int32_t week = 0; week < d->weeks; week++)
            sim_why_follow(trail, &team, &s->catalogue->sim, &s->parameters);
        played |= 1u << dilemma;
        t.decided[t.decided_count++] = (struct why_decided){(uint8_t)dilemma, (uint8_t)option};
        count = why_find(&t, d->about, causes);
        check_variety(job, &t, last, last_count, causes, count);
        memcpy(last, causes, sizeof last);
        last_count = count;
        job->rounds++;
        job->silent += count == 0;
        for (uint32_t i = 0; i < count; i++)
            check_cause(job, &t, &causes[i], number);
        if (number < job->print && round == mix(number) % s->rounds_count)
            print_list(&t, causes, count, number);
    }
    free(trail);
}

/* ---- the program ---------------------------------------------------------------------------- */

static void print_sums(const struct job *job)
{
    for (int term = 0; term < SIM_TERMS_COUNT; term++)
        if (job->told[term][0] + job->told[term][1] > 0)
            printf("%-20s helped %7u, held back %7u, of nothing done %7u\n", sim_term_name(term),
                   job->told[term][1], job->told[term][0], job->alone[term]);
    printf("%u rounds, %u causes: %u of a decision, of which %u in its author's words, %u of "
           "something else that runs, %u of neither; %u rounds without; %u showed in the work; %u "
           "told twice running; %u false\n",
           job->rounds, job->causes, job->of_option, job->in_own_words, job->of_other,
           job->of_nothing, job->silent, job->at_work, job->twice_running, job->false_ones);
}

int main(int argc, char **argv)
{
    static struct scenario_library library;
    static struct job job = {.library = &library, .seed = 1};
    const char *root = "scenarios";
    uint32_t plays = 10000;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--plays") == 0)
            plays = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--print") == 0)
            job.print = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--seed") == 0)
            job.seed = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--scenarios") == 0)
            root = argv[i + 1];
    }
    if (scenario_library_open(&library, root) != RESULT_OK || library.broken_count > 0 ||
        library.count == 0) {
        fprintf(stderr, "telling: the stories in %s do not all compile\n", root);
        return 1;
    }
    parallel_run(plays, 0, play, &job);
    print_sums(&job);
    scenario_library_close(&library);
    return job.false_ones > 0 || job.twice_running > 0 || job.causes == 0 || job.at_work == 0 ||
           100 * job.in_own_words < OWN_WORDS_PERCENT * job.of_option;
}
