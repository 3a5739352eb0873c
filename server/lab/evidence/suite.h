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
/* A fact or finding holds when all its checks do. A published effect holds in part when its main
 * check holds and another does not. */
enum evidence_verdict {
    VERDICT_HOLDS,
    VERDICT_PARTLY,
    VERDICT_FAILS,
    VERDICT_NOT_EXPRESSIBLE,
    VERDICTS_COUNT
};

struct evidence_result {
    char id[RESULT_ID_MAX]; /* "A1", "job_crafting_overall.t1" (and test), "lazear2015_boss" */
    const char *family;     /* The subject of a fact or effect; the source of a finding. */
    enum evidence_kind kind;
    enum evidence_verdict verdict;
    const struct fact *fact; /* What it is of: these four, NULL where they do not apply. */
    const cJSON *finding;
    const cJSON *test;
    const cJSON *effect;
    bool contested;     /* Its sources do not agree: it never fails a build. */
    const char *reason; /* Why it cannot be expressed: an id in "reasons". Or NULL. */
    bool untouched;     /* No mechanism leads to the measure, and none was expected. */
    bool direct;        /* The action was made to move what is measured. */
    uint32_t people;    /* Per arm. */
    uint32_t checks_count;
    struct lab_check checks[LAB_CHECKS_MAX];
};

struct evidence_suite {
    const struct evidence_source *source;
    struct lab lab;
    uint32_t count;
    struct evidence_result results[RESULTS_MAX];
};

/* List what there is to play. `only`: NULL for all, else ids separated by commas; the id of a
 * finding stands for all its tests. false: an id is unknown (reported on stderr). */
bool suite_list(struct evidence_suite *suite, const struct evidence_source *source,
                const char *only);
/* Play and judge all of it on `threads` threads. `progress` is called regularly, on this thread. */
void suite_run(struct evidence_suite *suite, uint32_t threads,
               void (*progress)(uint32_t done, uint32_t all));
/* The check that decides: the first that fails, or else the first. NULL: there are none. */
const struct lab_check *suite_deciding(const struct evidence_result *result);
uint32_t suite_tally(const struct evidence_suite *suite, int kind, int verdict); /* -1: any */
/* What a result can show: the test of its main check. Without checks: a sign. */
enum lab_test suite_test(const struct evidence_result *result);

/* Counts of the checks of effects and findings that were played and are not contested. Checks by
 * construction are counted separately and in no other number. */
struct suite_score {
    uint32_t results[VERDICTS_COUNT];
    uint32_t contested;                /* Results. */
    uint32_t signs_asked, signs_right; /* Checks that name a direction. */
    uint32_t bands_asked, bands_hold;  /* Checks that name a size. */
    uint32_t constructed, constructed_hold;
    uint32_t lacking; /* Checks that need what the model lacks. */
    double size;      /* Median ratio of value to middle, over bands with a direction. */
    uint32_t sizes;   /* The number of those bands. */
};
/* `kind`: enum evidence_kind, or EVIDENCE_FINDINGS for findings that are stated, derived or
 * proxied. `family`: NULL for all. */
#define EVIDENCE_FINDINGS (-2)
struct suite_score suite_score(const struct evidence_suite *suite, int kind, const char *family);
/* The n-th family of a kind, or NULL. */
const char *suite_family(const struct evidence_suite *suite, int kind, uint32_t n);

const char *evidence_kind_name(enum evidence_kind kind);
const char *evidence_verdict_name(enum evidence_verdict verdict);
const char *evidence_test_name(enum lab_test test);

#endif
