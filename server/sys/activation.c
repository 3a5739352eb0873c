#include "sys/activation.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define FIRST_PASSED_FD 3

int activation_socket(void)
{
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    const int is_ours = pid != NULL && count != NULL && strtol(pid, NULL, 10) == (long)getpid() &&
                        strtol(count, NULL, 10) >= 1;

    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
    if (!is_ours)
        return 0;
    fcntl(FIRST_PASSED_FD, F_SETFD, FD_CLOEXEC);
    fcntl(FIRST_PASSED_FD, F_SETFL, fcntl(FIRST_PASSED_FD, F_GETFL) | O_NONBLOCK);
    return FIRST_PASSED_FD;
}
