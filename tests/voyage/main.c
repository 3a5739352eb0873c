/* main.c -- voyages [--seeds N] [--seed S] [--tell] [--json] [--all-mishaps]
 *
 * Plays seeds S, S + 1, ... in a process of its own, so that an assertion is a failure like any
 * other. Of a failure it says how to repeat it, and makes the story short. Prints a hash over all:
 * the same seeds give the same with every compiler. */
#include "shrink.h"
#include "sys/log.h"
#include "voyage.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct wanted {
    uint64_t seed, seeds;
    bool tell, json, all_mishaps, hashes, keep_long;
};

/* What the playing process leaves behind. */
struct tally {
    uint64_t seed; /* That is being played. */
    uint64_t played, hash, commands, session_ms;
    uint64_t strikes[MISHAPS_COUNT];
};

static void play_all(const struct wanted *wanted, struct tally *tally)
{
    static struct plan plan;
    static struct voyage v;

    for (uint64_t i = 0; i < wanted->seeds; i++) {
        tally->seed = wanted->seed + i;
        plan_make(&plan, tally->seed);
        voyage_run(&v, &plan, wanted->tell);
        tally->hash = chance_of(tally->hash, v.hash, tally->seed);
        if (wanted->hashes)
            printf("%llu %016llx\n", (unsigned long long)tally->seed, (unsigned long long)v.hash);
        tally->played++;
        tally->commands += v.commands_taken;
        tally->session_ms += v.session_ms;
        for (uint32_t m = 0; m < MISHAPS_COUNT; m++)
            tally->strikes[m] += v.strikes[m];
        if (i % 100 == 99)
            fprintf(stderr, "\r%llu of %llu ", (unsigned long long)i + 1,
                    (unsigned long long)wanted->seeds);
    }
}

static bool play_apart(const struct wanted *wanted, struct tally *tally)
{
    int status = 0;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0) {
        play_all(wanted, tally);
        fflush(NULL);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

static uint32_t say_mishaps(const struct tally *tally, bool json)
{
    uint32_t hit = 0;

    for (uint32_t m = 0; m < MISHAPS_COUNT; m++) {
        hit += tally->strikes[m] > 0;
        if (json)
            printf("{\"name\": \"simtest_%s\", \"value\": %llu, \"unit\": \"strikes\"}\n",
                   mishap_name((enum mishap)m), (unsigned long long)tally->strikes[m]);
        else
            printf("  %9llu  %s\n", (unsigned long long)tally->strikes[m],
                   mishap_text((enum mishap)m));
    }
    return hit;
}

static int report(const struct wanted *wanted, const struct tally *tally, double seconds)
{
    const double hours = (double)tally->session_ms / 3600000;
    const uint32_t hit = say_mishaps(tally, wanted->json);

    if (wanted->json)
        printf("{\"name\": \"simtest_seeds\", \"value\": %llu, \"unit\": \"seeds\"}\n"
               "{\"name\": \"simtest_session_hours\", \"value\": %.1f, \"unit\": \"h\"}\n"
               "{\"name\": \"simtest_session_hours_a_minute\", \"value\": %.0f, \"unit\": \"h\"}\n"
               "{\"name\": \"simtest_mishaps_that_struck\", \"value\": %u, \"unit\": \"\"}\n"
               "{\"name\": \"simtest_hash\", \"text\": \"%016llx\"}\n",
               (unsigned long long)tally->played, hours, hours * 60 / seconds, hit,
               (unsigned long long)tally->hash);
    else
        printf(
            "%llu voyages, %.1f session-hours, %.0f a minute of one core, %llu commands, %u of %u "
            "mishaps struck, hash %016llx\n",
            (unsigned long long)tally->played, hours, hours * 60 / seconds,
            (unsigned long long)tally->commands, hit, (unsigned)MISHAPS_COUNT,
            (unsigned long long)tally->hash);
    if (!wanted->all_mishaps || hit == MISHAPS_COUNT)
        return 0;
    fprintf(stderr, "some mishaps never struck\n");
    return 1;
}

static bool read_number(int argc, char **argv, int *i, const char *name, uint64_t *out)
{
    if (strcmp(argv[*i], name) != 0 || *i + 1 >= argc)
        return false;
    *out = strtoull(argv[++*i], NULL, 10);
    return true;
}

static bool read_flag(const char *argument, const char *name, bool *out)
{
    *out = *out || strcmp(argument, name) == 0;
    return strcmp(argument, name) == 0;
}

static bool read_wanted(int argc, char **argv, struct wanted *wanted)
{
    for (int i = 1; i < argc; i++) {
        if (!read_number(argc, argv, &i, "--seeds", &wanted->seeds) &&
            !read_number(argc, argv, &i, "--seed", &wanted->seed) &&
            !read_flag(argv[i], "--tell", &wanted->tell) &&
            !read_flag(argv[i], "--json", &wanted->json) &&
            !read_flag(argv[i], "--hashes", &wanted->hashes) &&
            !read_flag(argv[i], "--keep-long", &wanted->keep_long) &&
            !read_flag(argv[i], "--all-mishaps", &wanted->all_mishaps))
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct wanted wanted = {.seed = 1, .seeds = 1};
    struct rusage used;
    struct tally *tally;

    if (!read_wanted(argc, argv, &wanted)) {
        fprintf(stderr, "voyages [--seeds N] [--seed S] [--tell] [--json] [--hashes] "
                        "[--keep-long] [--all-mishaps]\n");
        return 2;
    }
    log_set_level(LOG_NONE);
    tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tally == MAP_FAILED)
        return 2;
    if (!play_apart(&wanted, tally)) {
        fprintf(stderr, "failed with seed %llu; again: ./dev simtest --seed %llu --seeds 1\n",
                (unsigned long long)tally->seed, (unsigned long long)tally->seed);
        if (!wanted.keep_long)
            shrink(tally->seed);
        return 1;
    }
    getrusage(RUSAGE_CHILDREN, &used);
    return report(&wanted, tally,
                  (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                      (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
}
