/* scenario.h -- a compiled scenario: a team, dilemmas, an arc, endings, a debrief.
 *
 *   scenario.json + nl.json + en.json --scenario_compile--> struct scenario
 *
 * Immutable, checked, bounded, in one arena; it refers to the catalogue it was compiled with, which
 * must outlive it. The session core reads it through these plain structs; everything that plays it
 * (starting an option, telling a consequence, drawing the next dilemma) is in scenario_play.h.
 *
 * What the compiler promises: every index is in range, every text is there in every language, every
 * condition passes its check, every dilemma can be drawn, and there is always a dilemma to draw, a
 * story to tell and an ending to reach. The file format is described in scenarios/README.md. */
#ifndef DK_SCENARIO_SCENARIO_H
#define DK_SCENARIO_SCENARIO_H

#include "protocol/limits.h"
#include "scenario/catalogue.h"
#include "scenario/condition.h"

#define DILEMMAS_MAX          24
#define ACTS_MAX              6
#define DECK_MAX              12
#define QUESTIONS_MIN         3
#define QUESTIONS_MAX         8
#define STARTS_MAX            6  /* Pulses that one option starts. */
#define SIGNALS_MAX           12 /* Authored signals of a dilemma. */
#define PARAGRAPHS_MAX        16 /* Of a consequence. */
#define BECAUSE_MAX           6  /* Own sentences of an option for why it worked. */
#define BACKGROUNDS_MAX       8
#define ENDINGS_MAX           8
#define HAPPENINGS_MAX        24
#define DEBRIEF_QUESTIONS_MAX 6
#define THEMES_MAX            4
#define PREPARE_MAX           6
#define SOURCES_MAX           12

#define SCENARIO_THEMES(X)                                                                         \
    X(AUTONOMY, autonomy)                                                                          \
    X(WORKLOAD, workload) X(FEEDBACK, feedback) X(CHANGE, change) X(LEARNING, learning)
#define SCENARIO_LEVELS(X) X(START, start) X(ADVANCED, advanced)
/* What an option asks of a leader, each from -2 to 2: giving direction, giving room, backing. */
#define SCENARIO_AXES(X) X(DIRECTION, direction) X(ROOM, room) X(BACKING, backing)

enum scenario_theme {
#define X(NAME, name) THEME_##NAME,
    SCENARIO_THEMES(X)
#undef X
        THEMES_COUNT
};
enum scenario_level {
#define X(NAME, name) LEVEL_##NAME,
    SCENARIO_LEVELS(X)
#undef X
        LEVELS_COUNT
};
enum scenario_axis {
#define X(NAME, name) AXIS_##NAME,
    SCENARIO_AXES(X)
#undef X
        AXES_COUNT
};

/* The steps of a round in order, for `minutes`. */
#define SCENARIO_STEPS(X)                                                                          \
    X(SITUATION, situation)                                                                        \
    X(DIAGNOSIS, diagnosis)                                                                        \
    X(CHOICE, choice)                                                                              \
    X(DISCUSSION, discussion)                                                                      \
    X(DECISION, decision)                                                                          \
    X(CONSEQUENCE, consequence)                                                                    \
    X(REFLECTION, reflection)
enum scenario_step {
#define X(NAME, name) SCENARIO_STEP_##NAME,
    SCENARIO_STEPS(X)
#undef X
        SCENARIO_STEPS_COUNT
};

/* A pulse to start: an action as given to sim_team_give, or a happening. */
struct scenario_start {
    uint16_t pulse;
    int16_t intervention; /* The one the author named, or -1. Several may share a pulse. */
    uint16_t mask;
    int32_t hours; /* Beyond what it asks. */
    int32_t weeks; /* That it is kept up; 0: as long as the catalogue says. */
    int32_t up;
    bool forced;
};

struct scenario_member {
    struct bytes id;
    struct bytes face;  /* Id of the drawn face. */
    uint8_t phase;      /* Where the member really starts: enum sim_phase. */
    uint8_t impression; /* What a leader would think at first; may be wrong. */
    struct text name;   /* First name. */
    struct text role;
    struct text story; /* A line or two of history. */
};

struct scenario_signal {
    struct bytes id;
    uint8_t member;
    struct scenario_condition when;
    struct text text; /* A clause that follows the name. */
};

struct scenario_paragraph {
    struct bytes id;
    struct scenario_condition when; /* Compares the team after with the team before. */
    struct text_story story;
};

/* Why an option helped, or held back, by one mechanism: in the author's own words. */
struct scenario_because {
    uint16_t term; /* enum sim_term */
    bool helped;
    uint16_t members; /* Bit per member of whom it may be told. */
    struct text text;
};

struct scenario_option {
    struct bytes id;
    struct scenario_start starts[STARTS_MAX];
    uint32_t starts_count;
    int8_t axes[AXES_COUNT];
    struct text title;    /* At most six words. */
    struct text text;     /* What you do; at most 30 words. */
    struct text argument; /* What a colleague would say in its favour. */
    const struct scenario_paragraph *paragraphs;
    uint32_t paragraphs_count;
    struct scenario_because because[BECAUSE_MAX];
    uint32_t because_count;
};

struct scenario_dilemma {
    struct bytes id;
    struct scenario_condition when; /* May it be drawn? Looks at the team now. */
    int32_t weeks;                  /* How many pass after the decision. */
    uint16_t about;                 /* Bit per member. */
    uint8_t diagnose[DIAGNOSES_MAX];
    uint32_t diagnose_count;
    struct scenario_start happenings[STARTS_MAX]; /* At the start of the consequence. */
    uint32_t happenings_count;
    const struct scenario_signal *signals;
    uint32_t signals_count;
    struct scenario_option options[OPTIONS_MAX];
    uint32_t options_count;
    struct text title;
    struct text moment; /* "Week 6, maandagochtend" */
    struct text_story situation;
    struct text questions[QUESTIONS_MAX];
    uint32_t questions_count;
    struct text reflection;
    uint16_t backgrounds[BACKGROUNDS_MAX]; /* References of the catalogue. */
    uint32_t backgrounds_count;
};

struct scenario_round {
    uint8_t act;
    uint8_t deck[DECK_MAX]; /* Dilemmas; the first unplayed one whose condition holds is drawn. */
    uint32_t deck_count;    /* 1: the dilemma is fixed. */
    bool shuffled;          /* The team's seed decides the order of the deck. */
};

struct scenario_act {
    struct bytes id;
    struct text title;
};

struct scenario_ending {
    struct bytes id;
    struct scenario_condition when; /* Compares the team at the end with the team at the start. */
    struct text_story story;
};

struct scenario {
    const struct catalogue *catalogue;
    struct bytes id; /* The name of its folder. */
    struct bytes
        version;   /* "1.2.0-5f3a9c01": written version and content hash; what a session pins. */
    uint64_t hash; /* Of its files and of the catalogue. */
    uint32_t languages; /* Bit per enum text_lang. */
    uint8_t themes[THEMES_MAX];
    uint32_t themes_count;
    uint8_t level;   /* enum scenario_level */
    int32_t minutes; /* In a group. */
    int32_t weeks_per_round;
    int32_t warm_up_weeks;
    int32_t step_minutes[SCENARIO_STEPS_COUNT]; /* 0: as long as it takes; by the clock one */
    struct bytes setting;                       /* "municipality" */
    uint16_t workplaces;                        /* The kinds that it is: workplace.h. */
    struct text title;
    struct text subtitle;             /* One line for a list. */
    struct text intro;                /* Two or three sentences: where, who, what you are there. */
    struct text leader;               /* "teamleider Vergunningen" */
    struct text prepare[PREPARE_MAX]; /* For the trainer: who may find it hard. */
    uint32_t prepare_count;
    struct text sources[SOURCES_MAX]; /* For the trainer: where law and facts in it come from. */
    uint32_t sources_count;

    struct sim_parameters parameters; /* For the simulation: the catalogue's, perhaps changed by
                                       * the scenario (a team that stays together). */
    struct sim_origin origin;         /* The seed is the session's, unless seed_fixed. */
    bool seed_fixed;
    bool own_team_refused; /* It is about these people only (own_team.h). */
    struct scenario_start
        running[STARTS_MAX]; /* Already under way at the start (of the warm-up). */
    uint32_t running_count;
    struct scenario_member members[MEMBERS_MAX];
    uint32_t members_count;

    uint16_t happenings[HAPPENINGS_MAX]; /* Pulses that a trainer may bring in. */
    uint32_t happenings_count;
    const struct scenario_dilemma *dilemmas;
    uint32_t dilemmas_count;
    struct scenario_act acts[ACTS_MAX];
    uint32_t acts_count;
    struct scenario_round rounds[ROUNDS_MAX];
    uint32_t rounds_count;
    struct scenario_ending endings[ENDINGS_MAX]; /* The first whose condition holds. */
    uint32_t endings_count;

    struct text aims[DEBRIEF_QUESTIONS_MAX];
    uint32_t aims_count;
    struct text single_loop[DEBRIEF_QUESTIONS_MAX];
    uint32_t single_loop_count;
    struct text double_loop[DEBRIEF_QUESTIONS_MAX];
    uint32_t double_loop_count;
    uint8_t cards[CARDS_MAX];
    uint32_t cards_count;
    void *arena; /* Owned. */
};

/* Read `folder`/scenario.json and its texts, and compile them. RESULT_OK: *out is the caller's, to
 * be given back by scenario_free; problems may hold warnings. RESULT_INVALID: problems hold at
 * least one error. RESULT_NO_MEMORY. `problems` is added to, never cleared. */
enum result scenario_compile(const struct content_reader *reader, const struct catalogue *catalogue,
                             const char *folder, struct scenario **out,
                             struct problem_list *problems);
/* The same for an editor, which shows the story while somebody types: *out is made even if there
 * are errors (RESULT_INVALID). Then only its texts and lists may be read, by their own counts, and
 * it must never be played. */
enum result scenario_compile_draft(const struct content_reader *reader,
                                   const struct catalogue *catalogue, const char *folder,
                                   struct scenario **out, struct problem_list *problems);
void scenario_free(struct scenario *scenario); /* Takes NULL. */

/* The dilemma with this index, which must be one of the scenario's. */
static inline const struct scenario_dilemma *scenario_dilemma_at(const struct scenario *s,
                                                                 uint32_t dilemma)
{
    assert(dilemma < s->dilemmas_count);
    return &s->dilemmas[dilemma];
}

/* An option of it, which must be one that it has. */
static inline const struct scenario_option *scenario_option_at(const struct scenario *s,
                                                               uint32_t dilemma, uint32_t option)
{
    const struct scenario_dilemma *d = scenario_dilemma_at(s, dilemma);

    assert(option < d->options_count);
    return &d->options[option];
}

/* Index, or -1. */
int32_t scenario_find_dilemma(const struct scenario *s, struct bytes id);

/* Nobody leaves any more (M12, M15), not after a disruption either: the named people of a story
 * must not walk out of it by chance. */
void scenario_keep_together(struct sim_parameters *parameters);

const char *scenario_theme_name(int theme);
const char *scenario_level_name(int level);

#endif
