/* metrics_process.c -- what every process says of itself, under the names of the Prometheus client
 * libraries, so that ready-made dashboards know them. */
#include "sys/metrics.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

static void append(struct buffer *out, const char *name, const char *kind, const char *help,
                   double value)
{
    char text[256];

    snprintf(text, sizeof text, "# HELP %s %s\n# TYPE %s %s\n%s %.15g\n", name, help, name, kind,
             name, value);
    buffer_append_text(out, text);
}

/* 0: it cannot be known here. */
static uint32_t open_files_count(void)
{
    DIR *folder = opendir("/proc/self/fd");
    uint32_t count = 0;

    if (folder == NULL)
        return 0;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count > 3 ? count - 3 : 0; /* Not ".", ".." and the one that counts. */
}

static double seconds_of(uv_timeval_t time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Since the epoch. The process began before this is first asked for, so it is not counted here. */
static double start_seconds(void)
{
    struct timespec now, since_boot;
    unsigned long long ticks;
    double seconds = 0;
    FILE *file = fopen("/proc/self/stat", "r");
    int read;

    if (file == NULL)
        return 0;
    /* The name of the program stands in parentheses; the twentieth number after it is the start. */
    read = fscanf(file,
                  "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d "
                  "%*d %*d %*d %llu",
                  &ticks);
    fclose(file);
    if (read == 1 && clock_gettime(CLOCK_REALTIME, &now) == 0 &&
        clock_gettime(CLOCK_BOOTTIME, &since_boot) == 0)
        seconds =
            (double)(now.tv_sec - since_boot.tv_sec) + (double)ticks / (double)sysconf(_SC_CLK_TCK);
    return seconds;
}

void metrics_write_process(struct buffer *out)
{
    struct rlimit files = {0};
    uv_rusage_t usage = {0};
    size_t resident = 0;

    uv_getrusage(&usage);
    uv_resident_set_memory(&resident);
    getrlimit(RLIMIT_NOFILE, &files);
    append(out, "process_cpu_seconds_total", "counter", "Time of processors used",
           seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    append(out, "process_resident_memory_bytes", "gauge", "Memory that is really used",
           (double)resident);
    append(out, "process_open_fds", "gauge", "Open files and connections", open_files_count());
    append(out, "process_max_fds", "gauge", "How many of them may be open", (double)files.rlim_cur);
    append(out, "process_start_time_seconds", "gauge", "When it started, since the epoch",
           start_seconds());
}
