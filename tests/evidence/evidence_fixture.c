#include "evidence_fixture.h"

#include <stdio.h>
#include <stdlib.h>

static struct evidence_source source;

static void close_source(void)
{
    evidence_source_close(&source);
}

const struct evidence_source *fixture_source(void)
{
    if (source.catalogue == NULL) {
        if (evidence_source_open(&source, test_source_root(), TEXT_LANG_en) != RESULT_OK) {
            fprintf(stderr, "the files of the evidence suite cannot be read\n");
            exit(EXIT_FAILURE);
        }
        atexit(close_source);
    }
    return &source;
}

struct lab fixture_lab(uint32_t teams)
{
    struct lab lab = {.catalogue = &fixture_source()->catalogue->sim,
                      .keys = (const char *const *)fixture_source()->keys,
                      .parameters = fixture_source()->catalogue->parameters,
                      .teams = teams,
                      .seed = 100000};

    lab_open(&lab);
    return lab;
}
