#include "sys/ending.h"

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

static volatile sig_atomic_t exit_code;

static void on_alarm(int number)
{
    (void)number;
    _exit(exit_code);
}

void end_within(unsigned seconds, int code)
{
    static bool set;

    exit_code = code;
    if (set)
        return;
    set = true;
    signal(SIGALRM, on_alarm);
    alarm(seconds);
}
