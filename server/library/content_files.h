/* content_files.h -- reads the folder of scenarios on disk for the compilers, and does what every
 * content command does first: compile the catalogue and the scenario, and print what is wrong. */
#ifndef DK_LIBRARY_CONTENT_FILES_H
#define DK_LIBRARY_CONTENT_FILES_H

#include "scenario/scenario.h"

#include <stdio.h>

#define CONTENT_FILES_MAX 64

/* Files read so far; they are kept until content_files_close(). */
struct content_files {
    char root[512]; /* The folder of scenarios, which has "catalogue" in it. */
    uint8_t *data[CONTENT_FILES_MAX];
    uint32_t count;
};

/* A reader over `files`, whose root is set. */
struct content_reader content_files_reader(struct content_files *files);
void content_files_close(struct content_files *files);
/* Cut "scenarios/de-nieuwe-vrijheid/" into root and folder. false: too long. */
bool content_files_cut(const char *path, char root[512], char folder[ID_BYTES_MAX + 1]);

/* One scenario with its catalogue. */
struct content_loaded {
    struct content_files files;
    struct problem_list problems;
    struct catalogue *catalogue;
    struct scenario *scenario;
    char folder[ID_BYTES_MAX + 1];
};

/* Compile the scenario in the folder `path`. When the result is not RESULT_OK, its problems say
 * why. Close with content_close() in either case. `loaded` is the caller's; about 200 kB. */
enum result content_load(struct content_loaded *loaded, const char *path);
void content_close(struct content_loaded *loaded);
/* Print the problems as lines "file: path: sentence" in `lang`, errors first. */
void content_print_problems(FILE *out, const struct content_loaded *loaded, uint32_t lang);
/* The sentence of one problem, NUL-terminated; without a catalogue, its id and parameters. */
#define CONTENT_SENTENCE_BYTES_MAX 1024
void content_problem_sentence(const struct content_loaded *loaded, const struct problem *problem,
                              uint32_t lang, char out[CONTENT_SENTENCE_BYTES_MAX]);

#endif
