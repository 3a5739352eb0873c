/* suite.c -- lists what there is to play, and plays it on several threads. */
#include "lab/evidence/suite.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define THREADS_MAX 64

const char *evidence_kind_name(enum evidence_kind kind)
{
    static const char *const names[EVIDENCE_KINDS_COUNT] = {"fact", "stated", "derived", "proxy",
                                                            "effect"};

    return names[kind];
}

const char *evidence_verdict_name(enum evidence_verdict verdict)
{
    static const char *const names[VERDICTS_COUNT] = {"holds", "partly", "fails",
                                                      "not_expressible"};

    return names[verdict];
}

const char *evidence_test_name(enum lab_test test)
{
    static const char *const names[LAB_TESTS_COUNT] = {"sign", "band", "construction"};

    return names[test];
}

/* --- the list --------------------------------------------------------------------------------- */

/* Is this id, or the part before its dot, in "A1,B2,nea_strongest_four"? */
static bool is_wanted(const char *only, const char *id)
{
    const char *dot = strchr(id, '.'), *item = only;

    if (only == NULL)
        return true;
    while (*item != '\0') {
        size_t bytes = strcspn(item, ",");

        if (bytes > 0 && strncmp(item, id, bytes) == 0 && (id[bytes] == '\0' || id + bytes == dot))
            return true;
        item += bytes + (item[bytes] == ',');
    }
    return false;
}

static struct evidence_result *list_add(struct evidence_suite *suite)
{
    struct evidence_result *r = &suite->results[suite->count++];

    assert(suite->count <= RESULTS_MAX);
    *r = (struct evidence_result){0};
    return r;
}

static enum evidence_kind kind_of(const cJSON *test)
{
    const char *basis = evidence_string(test, "basis");

    for (int k = EVIDENCE_STATED; k < EVIDENCE_KINDS_COUNT; k++)
        if (strcmp(basis, evidence_kind_name((enum evidence_kind)k)) == 0)
            return (enum evidence_kind)k;
    return EVIDENCE_DERIVED;
}

static void list_finding(struct evidence_suite *suite, const cJSON *finding, const char *only)
{
    const cJSON *test;

    cJSON_ArrayForEach(test, cJSON_GetObjectItemCaseSensitive(finding, "tests"))
    {
        char id[RESULT_ID_MAX];

        snprintf(id, sizeof id, "%s.%s", evidence_string(finding, "id"),
                 evidence_string(test, "id"));
        if (!is_wanted(only, id))
            continue;
        struct evidence_result *r = list_add(suite);

        memcpy(r->id, id, sizeof r->id);
        r->kind = kind_of(test);
        r->family = evidence_string(
            cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(finding, "source"), 0), "id");
        r->finding = finding;
        r->test = test;
    }
}

static void list_effect(struct evidence_suite *suite, const cJSON *effect, const char *only)
{
    const char *id = evidence_string(effect, "id");
    struct evidence_result *r;

    if (!is_wanted(only, id))
        return;
    r = list_add(suite);
    snprintf(r->id, sizeof r->id, "%s", id);
    r->kind = EVIDENCE_EFFECT;
    r->family = evidence_string(effect, "family");
    r->effect = effect;
    r->contested = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(effect, "contested"));
}

/* What the letter of a fact is about (facts.h). */
static const char *family_of_fact(const char *id)
{
    static const char *const names[] = {
        "work_control_support", "phases",        "how_change_comes", "known_actions",
        "safety_and_leaving",   "written_later", "written_later"};

    return names[id[0] - 'A'];
}

bool suite_list(struct evidence_suite *suite, const struct evidence_source *source,
                const char *only)
{
    const cJSON *finding, *effect;

    suite->source = source;
    suite->count = 0;
    for (uint32_t i = 0; i < facts_count; i++) {
        if (!is_wanted(only, facts[i].id))
            continue;
        struct evidence_result *r = list_add(suite);

        snprintf(r->id, sizeof r->id, "%s", facts[i].id);
        r->kind = EVIDENCE_FACT;
        r->family = family_of_fact(facts[i].id);
        r->fact = &facts[i];
    }
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(source->findings, "evidence"))
    {
        list_finding(suite, finding, only);
    }
    cJSON_ArrayForEach(effect, cJSON_GetObjectItemCaseSensitive(source->effects, "effects"))
    {
        list_effect(suite, effect, only);
    }
    if (suite->count == 0)
        fprintf(stderr, "evidence: nothing is called '%s'\n", only);
    return suite->count > 0;
}

/* --- playing ---------------------------------------------------------------------------------- */

/* A fact that rests on the assumed strength of one action (P, facts.h) is by construction. A band
 * that begins at the bar only asks for a direction. */
static void name_test_of_fact(const struct fact *fact, struct lab_check *c)
{
    double near = c->low > 0 ? c->low : c->high < 0 ? -c->high : c->low < 0 ? c->high : 0;

    c->test = fact->kind == 'P'     ? LAB_TEST_CONSTRUCTION
              : near <= FINDING_ANY ? LAB_TEST_SIGN
                                    : LAB_TEST_BAND;
}

static void name_test_of_finding(const struct evidence_result *r, struct lab_check *c)
{
    c->has_none = true; /* 0 */
    if (strcmp(evidence_string(r->test, "expected_direction"), "none") == 0) {
        c->test = LAB_TEST_BAND;
        c->at_null = true;
        return;
    }
    c->test = r->direct ? LAB_TEST_CONSTRUCTION : LAB_TEST_SIGN;
    c->sign = c->holds ? LAB_SIGN_RIGHT : LAB_SIGN_WRONG;
}

static enum evidence_verdict verdict_of(const struct evidence_result *r)
{
    enum evidence_verdict verdict = VERDICT_HOLDS;

    if (r->reason != NULL || (r->effect != NULL && r->checks[0].lacks[0] != '\0'))
        return VERDICT_NOT_EXPRESSIBLE;
    for (uint32_t k = 0; k < r->checks_count; k++) {
        if (r->checks[k].holds || r->checks[k].lacks[0] != '\0')
            continue;
        if (r->effect == NULL || k == 0)
            return VERDICT_FAILS;
        verdict = VERDICT_PARTLY;
    }
    return verdict;
}

static void play(struct evidence_suite *suite, struct evidence_result *r)
{
    struct lab_experiment *x = malloc(sizeof *x);

    assert(x != NULL);
    lab_experiment_init(x, &suite->lab);
    if (r->fact != NULL)
        r->fact->run(x);
    else if (r->effect != NULL)
        r->reason = effects_run(r->effect, x);
    else
        r->reason = finding_run(suite->source, r->test, x, &r->untouched, &r->direct);
    r->people = suite->lab.teams * LAB_MEMBERS;
    r->checks_count = x->checks_count;
    memcpy(r->checks, x->checks, sizeof r->checks);
    for (uint32_t k = 0; k < r->checks_count; k++) {
        if (r->fact != NULL)
            name_test_of_fact(r->fact, &r->checks[k]);
        else if (r->test != NULL)
            name_test_of_finding(r, &r->checks[k]);
    }
    r->verdict = verdict_of(r);
    if (r->verdict == VERDICT_NOT_EXPRESSIBLE && r->reason == NULL)
        r->reason = "mechanism_lacking";
    lab_experiment_clear(x);
    free(x);
}

struct crew {
    struct evidence_suite *suite;
    atomic_uint next, done;
};

static void *crew_member(void *arg)
{
    struct crew *crew = arg;

    for (;;) {
        uint32_t i = atomic_fetch_add(&crew->next, 1);

        if (i >= crew->suite->count)
            return NULL;
        play(crew->suite, &crew->suite->results[i]);
        atomic_fetch_add(&crew->done, 1);
    }
}

void suite_run(struct evidence_suite *suite, uint32_t threads,
               void (*progress)(uint32_t done, uint32_t all))
{
    struct crew crew = {.suite = suite};
    pthread_t ids[THREADS_MAX];
    uint32_t running = 0;

    while (running < threads && running < THREADS_MAX &&
           pthread_create(&ids[running], NULL, crew_member, &crew) == 0)
        running++;
    while (running > 0 && progress != NULL && atomic_load(&crew.done) < suite->count) {
        progress(atomic_load(&crew.done), suite->count);
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    if (running == 0)
        crew_member(&crew);
    for (uint32_t i = 0; i < running; i++)
        pthread_join(ids[i], NULL);
    if (progress != NULL)
        progress(suite->count, suite->count);
}

/* --- judging ---------------------------------------------------------------------------------- */

const struct lab_check *suite_deciding(const struct evidence_result *r)
{
    for (uint32_t k = 0; k < r->checks_count && r->effect == NULL; k++)
        if (!r->checks[k].holds)
            return &r->checks[k];
    return r->checks_count > 0 && r->checks[0].lacks[0] == '\0' ? &r->checks[0] : NULL;
}

enum lab_test suite_test(const struct evidence_result *r)
{
    const struct lab_check *deciding = suite_deciding(r);

    if (deciding == NULL && r->checks_count > 0)
        deciding = &r->checks[0];
    return deciding != NULL ? deciding->test : LAB_TEST_SIGN;
}

uint32_t suite_tally(const struct evidence_suite *suite, int kind, int verdict)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < suite->count; i++)
        n += (kind < 0 || suite->results[i].kind == (enum evidence_kind)kind) &&
             (verdict < 0 || suite->results[i].verdict == (enum evidence_verdict)verdict);
    return n;
}

static void score_check(struct suite_score *score, const struct lab_check *c)
{
    if (c->lacks[0] != '\0') {
        score->lacking++;
    } else if (c->test == LAB_TEST_CONSTRUCTION) {
        score->constructed++;
        score->constructed_hold += c->holds;
    } else {
        score->signs_asked += c->sign != LAB_SIGN_NOT_ASKED;
        score->signs_right += c->sign == LAB_SIGN_RIGHT;
        score->bands_asked += c->test == LAB_TEST_BAND;
        score->bands_hold += c->test == LAB_TEST_BAND && c->holds;
    }
}

/* The value as a share of the way from no effect to the middle of its band. false: no such way. */
static bool size_of(const struct lab_check *c, double *size)
{
    double middle = (c->low + c->high) / 2 - c->none;

    *size = (c->value - c->none) / middle;
    return c->lacks[0] == '\0' && c->has_none && c->test == LAB_TEST_BAND &&
           c->sign != LAB_SIGN_NOT_ASKED;
}

static int compare_sizes(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

static bool is_of(const struct evidence_result *r, int kind, const char *family)
{
    bool right_kind =
        kind == EVIDENCE_FINDINGS ? r->test != NULL : r->kind == (enum evidence_kind)kind;

    return right_kind && (family == NULL || strcmp(r->family, family) == 0);
}

struct suite_score suite_score(const struct evidence_suite *suite, int kind, const char *family)
{
    struct suite_score score = {0};
    double sizes[RESULTS_MAX * LAB_CHECKS_MAX];

    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        if (!is_of(r, kind, family))
            continue;
        score.results[r->verdict]++;
        score.contested += r->contested;
        for (uint32_t k = 0; k < r->checks_count; k++)
            if (!r->contested || r->checks[k].lacks[0] != '\0')
                score_check(&score, &r->checks[k]);
        for (uint32_t k = 0; k < r->checks_count && !r->contested; k++)
            score.sizes += size_of(&r->checks[k], &sizes[score.sizes]);
    }
    qsort(sizes, score.sizes, sizeof sizes[0], compare_sizes);
    score.size = score.sizes > 0 ? sizes[score.sizes / 2] : 0;
    return score;
}

const char *suite_family(const struct evidence_suite *suite, int kind, uint32_t n)
{
    const char *last = "";

    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        if (!is_of(r, kind, NULL) || strcmp(r->family, last) == 0)
            continue;
        last = r->family;
        if (n-- == 0)
            return last;
    }
    return NULL;
}
