/* suite.h -- all facts, all tests of findings and all published effects, played and judged.
 *
 * Jobs are independent; several threads take them one by one. The results come in the order of the
 * table of facts, then of evidence.json, then of effects.json. */
#ifndef DK_LAB_EVIDENCE_SUITE_H
#define DK_LAB_EVIDENCE_SUITE_H

#include "lab/evidence/effects.h"
#include "lab/evidence/facts.h"
#include "lab/evidence/findings.h"
#include "lab/evidence/source.h"

#define RESULTS_MAX   512
#define RESULT_ID_MAX 96

enum evidence_kind {
    EVIDENCE_FACT,
    EVIDENCE_STATED,
    EVIDENCE_DERIVED,
    EVIDENCE_PROXY,
    EVIDENCE_EFFECT, /* A published size. */
    EVIDENCE_KINDS_COUNT
};
/* A fact and a finding hold when all their checks do. A published effect of which the main check
 * holds and another does not, holds in part. */
enum evidence_verdict {
    VERDICT_HOLDS,
    VERDICT_PARTLY,
    VERDICT_FAILS,
    VERDICT_NOT_EXPRESSIBLE,
    VERDICTS_COUNT
};

struct evidence_result {
    char id[RESULT_ID_MAX]; /* "A1", "job_crafting_overall.t1" (and test), "lazear2015_boss" */
    const char *family;     /* Of facts and effects what they are about; of findings the source. */
    enum evidence_kind kind;
    enum evidence_verdict verdict;
    const struct fact *fact; /* Or: */
    const cJSON *finding;
    const cJSON *test;
    const cJSON *effect; /* Or this. */
    bool contested;      /* Its sources do not agree: it never fails a build. */
    const char *reason;  /* Id in "reasons": why it cannot be expressed; else NULL. */
    bool untouched;      /* Nothing leads to the measure, and no effect was expected. */
    bool direct;         /* The action was made to move what is measured. */
    uint32_t people;     /* Per arm. */
    uint32_t checks_count;
    struct lab_check checks[LAB_CHECKS_MAX];
};

struct evidence_suite {
    const struct evidence_source *source;
    struct lab lab;
    uint32_t count;
    struct evidence_result results[RESULTS_MAX];
};

/* List what there is to play: `only` NULL for all, else ids with commas; a finding's id stands for
 * all its tests. false: an id of `only` is unknown (told on stderr). */
bool suite_list(struct evidence_suite *suite, const struct evidence_source *source,
                const char *only);
/* Play and judge all, with so many threads. `progress`: called now and then, on this thread. */
void suite_run(struct evidence_suite *suite, uint32_t threads,
               void (*progress)(uint32_t done, uint32_t all));
/* The check that decides: the first that fails, else the first. NULL: there is none. */
const struct lab_check *suite_deciding(const struct evidence_result *result);
uint32_t suite_tally(const struct evidence_suite *suite, int kind, int verdict); /* -1: any */
/* What a result can show: the test of its main check; without checks a sign. */
enum lab_test suite_test(const struct evidence_result *result);

/* Checks of published effects and of findings that were played and are not contested. Those by
 * construction are counted apart and in nothing else. */
struct suite_score {
    uint32_t results[VERDICTS_COUNT];
    uint32_t contested;                /* Results. */
    uint32_t signs_asked, signs_right; /* Of checks that name a direction, */
    uint32_t bands_asked, bands_hold;  /* of those that name a size. */
    uint32_t constructed, constructed_hold;
    uint32_t lacking; /* Checks that ask for what the model lacks. */
    double size;      /* Median over bands with a direction: what was found, over their middle. */
    uint32_t sizes;   /* So many of them. */
};
/* kind: enum evidence_kind, or EVIDENCE_FINDINGS: what the sources state, derived or proxied.
 * family NULL: all. */
#define EVIDENCE_FINDINGS (-2)
struct suite_score suite_score(const struct evidence_suite *suite, int kind, const char *family);
/* The n-th family of a kind, in order; NULL: there are no more. */
const char *suite_family(const struct evidence_suite *suite, int kind, uint32_t n);

const char *evidence_kind_name(enum evidence_kind kind);
const char *evidence_verdict_name(enum evidence_verdict verdict);
const char *evidence_test_name(enum lab_test test);

#endif
