/* Whoever logs never waits for whoever reads. */
#include "sys/log.h"

#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINES 20000 /* Far more than the ring and the pipe hold. */

/* Read what comes until this text is in it. */
static bool read_until(int fd, const char *text)
{
    static char all[8 * 1024 * 1024];
    size_t size = 0;

    while (size < sizeof all - 1) {
        ssize_t got = read(fd, all + size, sizeof all - 1 - size);

        if (got <= 0)
            return false;
        size += (size_t)got;
        all[size] = '\0';
        if (strstr(all, text) != NULL)
            return true;
    }
    return false;
}

/* This test would never end if a line were waited for. */
TEST(a_log_that_nobody_reads_holds_nobody_up_and_says_later_what_is_missing)
{
    int ends[2], terminal = dup(STDERR_FILENO);

    CHECK_EQ(pipe(ends), 0);
    CHECK(dup2(ends[1], STDERR_FILENO) >= 0);
    log_start();
    for (int i = 0; i < LINES; i++)
        log_info("test", "line", log_signed("number", i));
    CHECK(read_until(ends[0], "event=line number=0\n"));
    CHECK(read_until(ends[0], "level=warning area=log event=lines_dropped count="));
    log_info("test", "line", log_text("number", "last"));
    CHECK(read_until(ends[0], "number=last\n"));
    CHECK(dup2(terminal, STDERR_FILENO) >= 0);
    close(ends[0]);
    close(ends[1]);
    close(terminal);
}
