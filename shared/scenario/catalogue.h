/* catalogue.h -- the knowledge that all scenarios share, compiled: pulses for the simulation,
 * interventions, behaviours, evidence, theories, cards, texts of causes, generic sentences, words.
 *
 * Made once by catalogue_compile() from the JSON of scenarios/catalogue; one arena, immutable,
 * freed whole. Everything may be read from several threads. Indexes are stable within one catalogue
 * only: journals store keys, never indexes. */
#ifndef DK_SCENARIO_CATALOGUE_H
#define DK_SCENARIO_CATALOGUE_H

#include "base/result.h"
#include "scenario/problem.h"
#include "scenario/text.h"
#include "sim/sim.h"
#include "sim/sim_signal.h"
#include "sim/sim_why.h"

#define CONTENT_FILE_BYTES_MAX (4 * 1024 * 1024)
#define CONTENT_DEPTH_MAX      24     /* Nested lists and maps. */
#define CONTENT_VALUES_MAX     100000 /* In one file, keys included; ours have 20,000. */
#define INTERVENTIONS_MAX      512
#define CARDS_MAX              16
#define CARD_SUGGESTIONS_MAX   64
#define STORY_VARIANTS_MAX     6
#define OWN_EXTRAS_MAX         8 /* Of an own team, beside the parts of a story of at least four. */
#define OWN_NAMES_MAX          24
#define OWN_NAMES_MIN          (OWN_EXTRAS_MAX + 12) /* A story may have some of these names. */
#define BEHAVIOUR_VARIANTS_MAX 6

/* Reads files below the folder of scenarios ("catalogue/pulses.json", "x/nl.json"). The reader
 * keeps the bytes until the compile call returns. RESULT_OK, RESULT_NOT_FOUND or RESULT_IO. */
struct content_reader {
    enum result (*read)(void *arg, const char *path, struct bytes *out);
    void *arg;
};

/* As enum certainty in protocol/enums.def. */
enum catalogue_certainty {
    CERTAIN_REVIEW,
    CERTAIN_STUDY,
    CERTAIN_THEORY,
    CERTAIN_CASE,
    CERTAIN_PRACTICE,
    CERTAIN_ASSUMPTION,
    CERTAINTIES_COUNT
};

struct index_list {
    const uint16_t *items;
    uint32_t count;
};

struct catalogue_intervention {
    struct bytes id;
    uint16_t pulse;                            /* Index in sim.pulses. */
    uint8_t layers;                            /* Bit per enum sim_layer (task .. environment). */
    uint8_t phases;                            /* Bit per enum sim_phase that it suits. */
    uint8_t layer_phases[SIM_LAYER_HAPPENING]; /* Per layer that acts: bit per phase; 0: not this
                                                  layer. */
    uint8_t certainty;                         /* enum catalogue_certainty */
    int32_t up;                                /* 0..1000, as it is usually started. */
    bool forced;                               /* As it is usually started. */
    struct text name;
    struct text text;           /* One or two sentences. */
    struct text source;         /* Short citation; may be empty. */
    struct index_list evidence; /* References that say something about it. */
};

/* A pulse by its key: an intervention's, or a happening. */
struct catalogue_pulse {
    struct bytes key;
    bool happening;
    int16_t intervention; /* Index, or -1. */
    struct text name;
    struct text text;
    struct text does; /* Of a happening that a trainer may tell in own words: what it does. */
};

/* A theory or a finding that texts refer to. */
struct catalogue_reference {
    struct bytes id;
    uint8_t certainty;
    struct text title; /* Short; for a finding the first words of its claim. */
    struct text text;  /* One or two sentences. */
    struct text source;
};

/* The texts of a cause, for those terms of sim_why.h that are ever told; of the others, and of a
 * side that cannot be, the title is empty. What is told often has several texts. */
#define CAUSE_VARIANTS_MAX 4
struct catalogue_cause {
    struct text title;
    struct text text; /* The first of: */
    struct text variants[CAUSE_VARIANTS_MAX];
    uint8_t variants_count;
    uint8_t certainty;
    struct text source; /* Empty: it is our own assumption. */
};

struct catalogue_suggestion {
    struct bytes id;
    struct text text;
    struct index_list interventions;
};

struct catalogue_card {
    struct bytes id;
    uint32_t number;
    struct text name;
    struct text goal;
    const struct catalogue_suggestion *suggestions;
    uint32_t suggestions_count;
    struct index_list interventions;
};

/* Figures of the dashboard, in the order of the view: sections.def, figure.id. */
#define CATALOGUE_FIGURES(X)                                                                       \
    X(WORKLOAD, workload)                                                                          \
    X(MOOD, mood)                                                                                  \
    X(OUTPUT, output)                                                                              \
    X(ABSENCE, absence)                                                                            \
    X(IDEAS, ideas)                                                                                \
    X(TRAINING_HOURS, training_hours)                                                              \
    X(REPORTED_ERRORS, reported_errors)                                                            \
    X(VACANCIES, vacancies)
enum catalogue_figure {
#define X(NAME, name) FIGURE_##NAME,
    CATALOGUE_FIGURES(X)
#undef X
        FIGURES_COUNT
};
#define FIGURE_LEVELS_MAX 6

/* Words for figures. A level is named by the first word whose `below` is above the value; a change
 * by the words for much less, a bit less, a bit more and much more. */
struct catalogue_words {
    struct text name;
    uint32_t levels_count;
    int32_t below[FIGURE_LEVELS_MAX];
    struct text level[FIGURE_LEVELS_MAX];
    int32_t bit;  /* A change of at least this is "a bit". */
    int32_t much; /* A change of at least this is "much". */
    struct text change[4];
};

/* What may happen to a member in a round, for the generic sentences. */
enum catalogue_movement {
    MOVED_ON,      /* to this phase */
    MOVED_BACK,    /* to this phase */
    MOVED_AROUND,  /* chooses again, one round higher */
    MOVED_LEFT,    /* left */
    MOVED_ARRIVED, /* somebody new in the place */
    MOVEMENTS_COUNT
};

/* What can have moved most with a decision (most.c); each up and down. */
#define CATALOGUE_MOST(X)                                                                          \
    X(LEFT, left)   /* somebody is gone; only up */                                                \
    X(ROUND, round) /* somebody finished a round; only up */                                       \
    X(STEP, step)                                                                                  \
    X(WETEN, weten)                                                                                \
    X(WILLEN, willen)                                                                              \
    X(KUNNEN, kunnen)                                                                              \
    X(DURVEN, durven)                                                                              \
    X(MOGEN, mogen)                                                                                \
    X(STRAIN, strain)                                                                              \
    X(ENGAGEMENT, engagement)                                                                      \
    X(WORK, work)         /* of the team */                                                        \
    X(LEARNING, learning) /* of the team */
enum catalogue_most {
#define X(NAME, name) MOST_##NAME,
    CATALOGUE_MOST(X)
#undef X
        MOST_COUNT
};

struct catalogue {
    struct sim_catalogue sim; /* Give this to the simulation. */
    struct sim_parameters parameters;
    int32_t profiles[3][SIM_FACTORS_COUNT];        /* enum sim_profile */
    struct catalogue_pulse pulses[SIM_PULSES_MAX]; /* As sim.pulses. */
    const struct catalogue_intervention *interventions;
    uint32_t interventions_count;
    const struct catalogue_reference *references;
    uint32_t references_count;
    struct catalogue_card cards[CARDS_MAX];
    uint32_t cards_count;
    struct sim_behaviour behaviours[SIM_BEHAVIOURS_MAX]; /* Give this to sim_signal_behaviour. */
    struct bytes behaviour_ids[SIM_BEHAVIOURS_MAX];
    /* Clauses that follow the name. */
    struct text behaviour_texts[SIM_BEHAVIOURS_MAX][BEHAVIOUR_VARIANTS_MAX];
    uint8_t behaviour_texts_count[SIM_BEHAVIOURS_MAX];
    uint16_t behaviour_kinds[SIM_BEHAVIOURS_MAX][BEHAVIOUR_VARIANTS_MAX]; /* See workplace.h. */
    uint32_t behaviours_count;
    struct catalogue_cause causes[SIM_TERMS_COUNT][2]; /* [term][0: held back, 1: helped] */
    struct text of_round;    /* Said of an earlier decision, with {round}. */
    struct text worn_off[2]; /* Of what does less than before: less good, less of a burden. */
    struct text of_work;     /* Of what nobody taught or gave, and the work itself brought. */
    struct text came_back;   /* Of a lesson that people had again after some weeks. */
    struct text at_work[2];  /* Said with a cause that showed in the work: worse, better. */
    struct text movements[MOVEMENTS_COUNT][SIM_PHASES_COUNT][STORY_VARIANTS_MAX]; /* With {name}. */
    uint8_t movements_count[MOVEMENTS_COUNT][SIM_PHASES_COUNT];
    uint16_t movement_kinds[MOVEMENTS_COUNT][SIM_PHASES_COUNT][STORY_VARIANTS_MAX];
    struct text quiet[STORY_VARIANTS_MAX]; /* Nobody moved. */
    uint32_t quiet_count;
    struct text most[MOST_COUNT][2];      /* What moved most; [0: down, 1: up]; with {name}. */
    struct text little;                   /* Nothing moved enough to speak of. */
    struct text fell_by_itself;           /* Of a step back that nothing held back is told of. */
    struct text own_names[OWN_NAMES_MAX]; /* Of people without a part (own_team.h). */
    uint32_t own_names_count;             /* OWN_NAMES_MIN or more. */
    struct text own_role, own_story;      /* What is said of them. */
    struct text weeks_later[13];          /* "Vier weken later", by number of weeks; 0 unused. */
    struct catalogue_words figures[FIGURES_COUNT];
    struct catalogue_words factors[SIM_FACTORS_COUNT];
    struct text phases[SIM_PHASES_COUNT];
    struct text layers[SIM_LAYERS_COUNT];
    struct text problems[PROBLEM_IDS_COUNT]; /* Patterns for problem_write. */
    uint64_t hash;                           /* Of all files read, in order. */
    void *arena;                             /* Owned. */
};

/* Read and check everything under "catalogue/". RESULT_OK: *out is the caller's, to be given back
 * by catalogue_free. RESULT_INVALID: problems say why. RESULT_NO_MEMORY. */
enum result catalogue_compile(const struct content_reader *reader, struct catalogue **out,
                              struct problem_list *problems);
/* The catalogue of a story that was kept (server/library/scenario_archive.h), which may be of an
 * earlier version. `today_reader` reads what `today` was made of. shared/README.md, "Earlier
 * catalogues", says what becomes of what it lacks. The hash is that of its own files only, so a
 * session finds its story whatever is of today. The catalogue needs neither afterwards. */
enum result catalogue_compile_earlier(const struct content_reader *reader,
                                      const struct content_reader *today_reader,
                                      const struct catalogue *today, struct catalogue **out,
                                      struct problem_list *problems);
void catalogue_free(struct catalogue *catalogue); /* Takes NULL. */

/* Index, or -1. */
int32_t catalogue_find_pulse(const struct catalogue *c, struct bytes key);
int32_t catalogue_find_intervention(const struct catalogue *c, struct bytes id);
int32_t catalogue_find_reference(const struct catalogue *c, struct bytes id);
int32_t catalogue_find_card(const struct catalogue *c, struct bytes id);

/* A value in words: the change since `before` if there is one ("iets lager"), else its level. */
struct bytes catalogue_word(const struct catalogue_words *words, int32_t now, int32_t before,
                            uint32_t lang);
struct bytes catalogue_level_word(const struct catalogue_words *words, int32_t now, uint32_t lang);
int32_t catalogue_figure_value(const struct sim_figures *figures, enum catalogue_figure figure);

#endif
