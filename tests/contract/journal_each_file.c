/* The journals of one machine: memory, and a file of SQLite. */
#include "journal_each.h"

#include "journal/journal.h"
#include "journal_fixture.h"
#include "test.h"

void on_each(contract_fn *promise)
{
    struct journal_options options = {0};
    struct fixture_folder folder;
    struct journal *j;

    CHECK_EQ(journal_open_memory(&j, &options), RESULT_OK);
    promise(j);
    journal_close(j);

    fixture_folder_make(&folder);
    options.path = folder.path;
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    promise(j);
    journal_close(j);
    fixture_folder_remove(&folder);
}
