#include "playtest/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define THREADS_MAX 64u

struct pile {
    uint32_t count;
    parallel_fn *work;
    void *arg;
    atomic_uint next;
};

static void *take(void *arg)
{
    struct pile *pile = arg;

    for (;;) {
        const uint32_t number = atomic_fetch_add(&pile->next, 1);

        if (number >= pile->count)
            return NULL;
        pile->work(pile->arg, number);
    }
}

void parallel_run(uint32_t count, uint32_t threads, parallel_fn *work, void *arg)
{
    struct pile pile = {.count = count, .work = work, .arg = arg};
    pthread_t thread[THREADS_MAX];
    uint32_t made = 0;

    if (threads == 0)
        threads = (uint32_t)sysconf(_SC_NPROCESSORS_ONLN);
    while (made + 1 < threads && made < THREADS_MAX &&
           pthread_create(&thread[made], NULL, take, &pile) == 0)
        made++;
    take(&pile);
    for (uint32_t i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
}
