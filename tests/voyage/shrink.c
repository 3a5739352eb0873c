/* shrink.c -- leaves out halves, quarters, eighths ... of the plan for as long as what is left
 * fails in the same way, each try in a process of its own. */
#include "shrink.h"

#include "voyage.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRIES_MAX 1500

static struct plan plan;
static uint32_t tries;
static int wanted; /* The end that is looked for. */

/* How it ends; 0: it does not fail. */
static int ends(bool tells)
{
    static struct voyage v;
    int status = 0;
    pid_t child;

    fflush(NULL);
    tries++;
    child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

        if (!tells && nowhere >= 0)
            dup2(nowhere, STDERR_FILENO);
        voyage_run(&v, &plan, tells);
        _exit(0);
    }
    waitpid(child, &status, 0);
    return status;
}

static uint32_t count_left(void)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < plan.count; i++)
        left += !plan.items[i].left_out;
    return left;
}

/* Leave out `size` items from the `from`-th that is left. true: it still fails. */
static bool fails_without(uint32_t from, uint32_t size)
{
    static bool before[PLAN_ITEMS_MAX];
    uint32_t at = 0;

    for (uint32_t i = 0; i < plan.count; i++) {
        before[i] = plan.items[i].left_out;
        if (plan.items[i].left_out)
            continue;
        if (at >= from && at < from + size)
            plan.items[i].left_out = true;
        at++;
    }
    if (ends(false) == wanted)
        return true;
    for (uint32_t i = 0; i < plan.count; i++)
        plan.items[i].left_out = before[i];
    return false;
}

void shrink(uint64_t seed)
{
    plan_make(&plan, seed);
    wanted = ends(false);
    if (wanted == 0) {
        fprintf(stderr, "alone it does not fail: something depends on what ran before\n");
        return;
    }
    for (uint32_t size = (count_left() + 1) / 2; size > 0; size /= 2) {
        for (uint32_t from = 0; from < count_left() && tries < TRIES_MAX;)
            if (!fails_without(from, size))
                from += size;
    }
    fprintf(stderr, "the shortest story that fails, %u of %u moments, after %u tries:\n",
            count_left(), plan.count, tries);
    ends(true);
}
