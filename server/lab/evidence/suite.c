/* suite.c -- the list of what there is to play, and the threads that play it. */
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
    static const char *const names[EVIDENCE_KINDS_COUNT] = {"fact", "stated", "derived", "proxy"};

    return names[kind];
}

const char *evidence_verdict_name(enum evidence_verdict verdict)
{
    static const char *const names[VERDICTS_COUNT] = {"holds", "fails", "not_expressible"};

    return names[verdict];
}

/* --- the list --------------------------------------------------------------------------------- */

/* Is this id, or what stands before its dot, in "A1,B2,nea_strongest_four"? */
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
        r->finding = finding;
        r->test = test;
    }
}

bool suite_list(struct evidence_suite *suite, const struct evidence_source *source,
                const char *only)
{
    const cJSON *finding;

    suite->source = source;
    suite->count = 0;
    for (uint32_t i = 0; i < facts_count; i++) {
        if (!is_wanted(only, facts[i].id))
            continue;
        struct evidence_result *r = list_add(suite);

        snprintf(r->id, sizeof r->id, "%s", facts[i].id);
        r->kind = EVIDENCE_FACT;
        r->fact = &facts[i];
    }
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(source->findings, "evidence"))
    {
        list_finding(suite, finding, only);
    }
    if (suite->count == 0)
        fprintf(stderr, "evidence: nothing is called '%s'\n", only);
    return suite->count > 0;
}

/* --- playing ---------------------------------------------------------------------------------- */

static void play(struct evidence_suite *suite, struct evidence_result *r)
{
    struct lab_experiment *x = malloc(sizeof *x);

    assert(x != NULL);
    lab_experiment_init(x, &suite->lab);
    if (r->fact != NULL)
        r->fact->run(x);
    else
        r->reason = finding_run(suite->source, r->test, x, &r->untouched, &r->direct);
    r->people = suite->lab.teams * LAB_MEMBERS;
    r->checks_count = x->checks_count;
    memcpy(r->checks, x->checks, sizeof r->checks);
    r->verdict = r->reason != NULL ? VERDICT_NOT_EXPRESSIBLE : VERDICT_HOLDS;
    for (uint32_t k = 0; k < r->checks_count; k++)
        if (!r->checks[k].holds)
            r->verdict = VERDICT_FAILS;
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
    for (uint32_t k = 0; k < r->checks_count; k++)
        if (!r->checks[k].holds)
            return &r->checks[k];
    return r->checks_count > 0 ? &r->checks[0] : NULL;
}

uint32_t suite_tally(const struct evidence_suite *suite, int kind, int verdict)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < suite->count; i++)
        n += (kind < 0 || suite->results[i].kind == (enum evidence_kind)kind) &&
             (verdict < 0 || suite->results[i].verdict == (enum evidence_verdict)verdict);
    return n;
}
