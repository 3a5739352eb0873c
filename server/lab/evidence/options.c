#include "lab/evidence/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 40

_Static_assert(CLI_TEAMS_MAX == LAB_TEAMS_MAX / 2, "--teams: there are two arms");

uint32_t evidence_threads(uint32_t threads)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (threads > 0)
        return threads;
    return cores < 1 ? 1 : cores > CLI_THREADS_MAX ? CLI_THREADS_MAX : (uint32_t)cores;
}

bool evidence_parameter_set(struct sim_parameters *parameters, const char *assignment)
{
    const char *equals = strchr(assignment, '='), *dot = strchr(assignment, '.');
    const struct sim_parameter_info *info;
    size_t item = 0;
    char *end;
    long value;

    if (equals == NULL)
        return false;
    if (dot != NULL && dot < equals)
        item = strtoul(dot + 1, NULL, 10);
    else
        dot = equals;
    info = sim_parameter_find(assignment, (size_t)(dot - assignment));
    value = strtol(equals + 1, &end, 10);
    if (info == NULL || end == equals + 1 || *end != '\0' || value < INT32_MIN || value > INT32_MAX)
        return false;
    return sim_parameter_set(parameters, info, item, (int32_t)value) == 0;
}

bool evidence_options_lab(const struct evidence_options *o, const struct evidence_source *source,
                          struct lab *lab)
{
    *lab = (struct lab){.catalogue = &source->catalogue->sim,
                        .keys = (const char *const *)source->keys,
                        .parameters = source->catalogue->parameters,
                        .teams = o->teams,
                        .seed = o->seed};
    for (uint32_t i = 0; o->set != NULL && i < o->set->count; i++) {
        if (!evidence_parameter_set(&lab->parameters, o->set->items[i])) {
            cli_refuse("evidence",
                       "--set is '%.64s', it must be a parameter and a value within its "
                       "bounds, such as vacancy=8",
                       o->set->items[i]);
            return false;
        }
    }
    return true;
}

void evidence_progress(uint32_t done, uint32_t all)
{
    uint32_t filled = all > 0 ? done * BAR_WIDTH / all : 0;

    if (isatty(STDERR_FILENO) == 0)
        return;
    fprintf(stderr, "\r[%.*s%*s] %u/%u%s", (int)filled, "########################################",
            (int)(BAR_WIDTH - filled), "", done, all, done == all ? "\n" : "");
}
