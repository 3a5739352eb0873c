/* loss_fixture.h -- a journal with three sessions, and what may be done to its files while no
 * server runs. */
#ifndef DK_TESTS_CONTRACT_LOSS_FIXTURE_H
#define DK_TESTS_CONTRACT_LOSS_FIXTURE_H

#include "journal/journal.h"

#include "journal_fixture.h"

#define LOSS_SESSIONS  3
#define LOSS_EVENTS    30 /* Of each session. */
#define LOSS_SNAPSHOT  20 /* The event with it. */
#define LOSS_TOKEN(id) ((uint8_t)(0x10 + (id)))

extern struct fixture_folder loss_folder;
extern struct fixture_session loss_session; /* What was read last. */
extern const char *const loss_ends[4];      /* Of the names of its files. */

struct loss_file {
    char *data;
    size_t size;
};

/* The files of a journal, as the death of the process leaves them. */
struct loss_image {
    struct loss_file files[4];
};

const char *loss_path(const struct fixture_folder *f, const char *end);
struct loss_image loss_image_take(const struct fixture_folder *f);
void loss_image_put(const struct loss_image *image);
void loss_image_free(struct loss_image *image);
void loss_file_put(const char *end, const struct loss_file *file);
/* Run SQL on the database, beside the journal. */
void loss_change(const char *sql);

/* A folder with nothing in it, or with all sessions written and closed; and what ends it. */
void loss_begin(void);
void loss_begin_written(void);
void loss_end(struct journal *j);

enum result loss_open_as(struct journal **out, bool accept_loss);
struct journal *loss_open(void);
struct journal *loss_open_accepting(void);
/* The events of all sessions, from one number to another. */
void loss_write(struct journal *j, uint64_t from, uint64_t to);
/* Read a session from its first event. */
int loss_read(struct journal *j, uint64_t id);
/* What is told of a session; NULL: nothing. */
const struct journal_loss *loss_of(struct journal *j, uint64_t id);
uint32_t loss_count(struct journal *j);
/* Until the journal has looked at all that it has. */
void loss_look_through(struct journal *j);

#endif
