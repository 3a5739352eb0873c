/* An end that was begun comes, even when everything hangs. */
#include "sys/ending.h"

#include "test.h"

#include <sys/wait.h>
#include <unistd.h>

TEST(a_process_that_hangs_ends_all_the_same_with_the_last_code)
{
    pid_t child = fork();
    int status = 0;

    CHECK(child >= 0);
    if (child == 0) {
        end_within(1, 3);
        end_within(1000, 5); /* The time stays, the code does not. */
        for (;;)
            pause();
    }
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK(WIFEXITED(status));
    CHECK_EQ(WEXITSTATUS(status), 5);
}
