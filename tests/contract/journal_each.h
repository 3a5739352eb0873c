/* journal_each.h -- the suite of journal_test.c is linked once with the journals that need nothing
 * but a folder, and once with the one that needs a database. */
#ifndef DK_TESTS_JOURNAL_EACH_H
#define DK_TESTS_JOURNAL_EACH_H

struct journal;

typedef void contract_fn(struct journal *j);

/* Keep this promise, on a new journal of each kind. */
void on_each(contract_fn *promise);

#endif
