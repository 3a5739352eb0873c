/* playtest.h -- is a dilemma a dilemma? Thousands of simulated plays by several kinds of leaders;
 * in every state that they reach, each option is tried with the same luck and the same later
 * choices, to the end of the story.
 *
 *   plays --(state, dilemma)--> per option: the mean of each outcome over the ends of this round
 * and all that follow --> who is best where, what decides it
 *
 * A dilemma holds when no option is best (on balance) in more than 60 % of the states, each is best
 * in at least 10 %, and none is dominated: worse than some other option on every outcome, on
 * average and in nearly every state.
 *
 * Results do not depend on the number of threads: play number i is a function of i. */
#ifndef DK_PLAYTEST_PLAYTEST_H
#define DK_PLAYTEST_PLAYTEST_H

#include "library/content_files.h"

#include <stdatomic.h>

#define PLAYTEST_OUTCOMES     3 /* learning, wellbeing, performance */
#define PLAYTEST_VALUE_PARTS  4 /* Values of options are in quarters of a point. */
#define PLAYTEST_STATES_MAX   200000
#define PLAYTEST_FEATURES_MAX 80
#define PLAYTEST_BEST_MOST    60 /* per cent */
#define PLAYTEST_BEST_LEAST   10
#define PLAYTEST_OWN_LEAST    5  /* with own teams, of which more are unlike each other */
#define PLAYTEST_DOMINATED    95 /* per cent of the states: it loses there on every outcome */

#define PLAYTEST_LEADERS(X)                                                                        \
    X(RANDOM, random)     /* anything */                                                           \
    X(GREEDY, greedy)     /* what is best in a month */                                            \
    X(PHASE, phase)       /* what suits where people stand */                                      \
    X(AUTONOMY, autonomy) /* gives room */                                                         \
    X(CONTROL, control)   /* gives direction */                                                    \
    X(AVOID, avoid)       /* what asks least of a leader */
enum playtest_leader {
#define X(NAME, name) LEADER_##NAME,
    PLAYTEST_LEADERS(X)
#undef X
        LEADERS_COUNT
};

/* A state that was reached, and what each option would do there. */
struct playtest_sample {
    int16_t feature[PLAYTEST_FEATURES_MAX];
    int16_t value[OPTIONS_MAX][PLAYTEST_OUTCOMES];
};

struct playtest_states {
    struct playtest_sample *items;
    uint32_t count;
};

/* For whoever waits on another thread. */
struct playtest_control {
    atomic_bool cancelled; /* Ends it after the plays under way. */
    uint32_t seconds_max;  /* Then it ends in the same way; 0: never. */
    atomic_uint percent;   /* How far it is. */
};

struct playtest {
    const struct scenario *scenario;
    uint32_t states_wanted;           /* Per dilemma; 0: plays_wanted says when it ends. */
    uint32_t plays_wanted;            /* Without states_wanted: how often it plays. */
    uint32_t threads;                 /* 0: one per core */
    bool own_teams;                   /* With own teams of 4 to 12; the story must fit. */
    bool progress;                    /* Show a bar on stderr. */
    struct playtest_control *control; /* May be NULL. */
    uint32_t plays;
    struct playtest_states states[DILEMMAS_MAX];
    uint32_t endings[LEADERS_COUNT][ENDINGS_MAX];
    uint32_t plays_of[LEADERS_COUNT];
    int64_t outcome_sum[LEADERS_COUNT][PLAYTEST_OUTCOMES]; /* At the end. */
    uint32_t taken[LEADERS_COUNT][DILEMMAS_MAX][OPTIONS_MAX];
    uint32_t told[DILEMMAS_MAX][OPTIONS_MAX][PARAGRAPHS_MAX]; /* How often a paragraph held. */
    uint32_t seen[DILEMMAS_MAX][SIGNALS_MAX];
    uint32_t reached[DILEMMAS_MAX];
    double seconds;
};

/* Play until every dilemma that can be reached has `states_wanted` states (at most 6 times as many
 * plays). RESULT_OK or RESULT_NO_MEMORY; playtest_clear in either case. */
enum result playtest_run(struct playtest *test);
void playtest_clear(struct playtest *test);

/* One split: which option is best most often where a feature is below a limit, and where not. */
struct playtest_split {
    int32_t feature; /* -1: none; the option is `below`. */
    int32_t limit;
    uint8_t below; /* Option that is best most often below the limit. */
    uint8_t above; /* From the limit on. */
};

struct playtest_verdict {
    uint32_t states;
    uint32_t options;
    double best[OPTIONS_MAX];                       /* Share of states, on balance. */
    double best_of[OPTIONS_MAX][PLAYTEST_OUTCOMES]; /* Share, per outcome. */
    double mean[OPTIONS_MAX][PLAYTEST_OUTCOMES];    /* Against the mean of the options, points. */
    double regret[OPTIONS_MAX];                     /* Balance lost by always taking it. */
    double stake;                                   /* Balance between best and worst, mean. */
    int8_t dominated_by[OPTIONS_MAX];               /* Option, or -1. */
    double worse[OPTIONS_MAX];               /* Share that one other wins everywhere; most. */
    struct playtest_split first;             /* The best single split. */
    struct playtest_split below, above;      /* The best below each side of it. */
    double guess_none, guess_one, guess_two; /* Share guessed right with 0, 1, 2 splits. */
    bool holds;
};

/* In per cent: no option is best for fewer of these teams. */
uint32_t playtest_best_least(const struct playtest *test);

/* _weigh: everything but what decides, which is much quicker. */
void playtest_judge(const struct playtest *test, uint32_t dilemma, struct playtest_verdict *out);
void playtest_weigh(const struct playtest *test, uint32_t dilemma, struct playtest_verdict *out);

uint32_t playtest_features_count(const struct scenario *s);

const char *playtest_leader_name(int leader);

/* Reports. `texts`: catalogue/{nl,en}/report.json. */
struct report_texts;
void playtest_print(const struct playtest *test, const struct report_texts *texts, uint32_t lang,
                    FILE *out);
/* One line: every dilemma holds, over so many teams. */
void playtest_print_brief(const struct playtest *test, const struct report_texts *texts,
                          uint32_t lang, FILE *out);
/* Lines for programs: the story, its dilemmas, the leaders. `texts`: by language. */
void playtest_print_json(const struct playtest *test,
                         const struct report_texts *const texts[TEXT_LANGS_COUNT], FILE *out);
/* Minutes a group needs: the shortest and longest way through. */
void playtest_minutes(const struct scenario *s, int32_t *least, int32_t *most);

#endif
