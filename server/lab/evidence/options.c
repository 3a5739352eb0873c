/* options.c -- reading the options of the evidence commands. */
#include "lab/evidence/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 40

static bool read_number(const char *text, uint32_t least, uint32_t most, uint32_t *out)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);

    *out = (uint32_t)value;
    return *text >= '0' && *text <= '9' && *end == '\0' && value >= least && value <= most;
}

static bool read_option(struct evidence_options *o, const char *name, const char *value)
{
    if (strcmp(name, "--only") == 0)
        o->only = value;
    else if (strcmp(name, "--check") == 0)
        o->check = value;
    else if (strcmp(name, "--write") == 0)
        o->write = value;
    else if (strcmp(name, "--root") == 0)
        o->root = value;
    else if (strcmp(name, "--set") == 0 && o->sets_count < EVIDENCE_SETS_MAX)
        o->set[o->sets_count++] = value;
    else if (strcmp(name, "--teams") == 0)
        return read_number(value, 2, LAB_TEAMS_MAX / 2, &o->teams);
    else if (strcmp(name, "--seed") == 0)
        return read_number(value, 0, 4000000000u, &o->seed);
    else if (strcmp(name, "--threads") == 0)
        return read_number(value, 1, 64, &o->threads);
    else
        return strcmp(name, "--lang") == 0 &&
               (strcmp(value, "nl") == 0 || strcmp(value, "en") == 0);
    return true;
}

static uint32_t cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > 64 ? 64 : (uint32_t)n;
}

bool evidence_options_read(struct evidence_options *o, int argc, char **argv, uint32_t teams,
                           uint32_t seed)
{
    *o = (struct evidence_options){.root = ".", .teams = teams, .seed = seed, .threads = cores()};
    o->lang = content_language(argc, argv);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            o->json = true;
        } else if (i + 1 == argc || !read_option(o, argv[i], argv[i + 1])) {
            fprintf(stderr, "%s: wrong option %s %s; dilemma %s --help lists them\n", argv[0],
                    argv[i], i + 1 < argc ? argv[i + 1] : "", argv[0]);
            return false;
        } else {
            i++;
        }
    }
    return true;
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
    for (uint32_t i = 0; i < o->sets_count; i++) {
        if (!evidence_parameter_set(&lab->parameters, o->set[i])) {
            fprintf(stderr, "evidence: no parameter, or not a value for it: %s\n", o->set[i]);
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
