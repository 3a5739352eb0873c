/* driver.c -- plays a fuzz target without a fuzzer, the same everywhere: every input of its corpus
 * as it is, and RUNS that are made of them by chance from a fixed seed. So `./dev test` plays what
 * was found before, and notices a decoder that a small change breaks; `./dev fuzz` looks further.
 *
 *   fuzz_x FOLDER RUNS [SEED]
 *
 * An input that fails is printed. */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUTS_MAX 2000
#define BYTES_MAX  16384

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));

struct input {
    uint8_t *data;
    size_t size;
};

static struct input inputs[INPUTS_MAX];
static uint32_t inputs_count;
static uint64_t chance;
static uint8_t now[2 * BYTES_MAX];
static size_t now_size;

static uint32_t below(uint32_t bound)
{
    chance = chance * UINT64_C(6364136223846793005) + 1442695040888963407;
    return bound == 0 ? 0 : (uint32_t)(chance >> 33) % bound;
}

/* What made it fail, as one line that `xxd -r -p` turns into a file again. */
static void tell(int signal)
{
    static const char digits[] = "0123456789abcdef";
    static char text[4 * BYTES_MAX + 2];
    size_t size = 0;

    for (size_t i = 0; i < now_size; i++) {
        text[size++] = digits[now[i] >> 4];
        text[size++] = digits[now[i] & 15];
    }
    text[size++] = '\n';
    (void)!write(2, "the input that failed, in hexadecimal:\n", 39);
    (void)!write(2, text, size);
    _exit(128 + signal);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_input(const char *folder, const char *name)
{
    struct input *input = &inputs[inputs_count];
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    input->data = malloc(BYTES_MAX);
    if (file == NULL || input->data == NULL)
        exit(2);
    input->size = fread(input->data, 1, BYTES_MAX, file);
    fclose(file);
    inputs_count++;
}

/* In the order of their names, whatever order the folder has them in. */
static void read_corpus(const char *folder)
{
    static char *names[INPUTS_MAX];
    uint32_t count = 0;
    DIR *dir = opendir(folder);

    if (dir == NULL) {
        fprintf(stderr, "there is no folder %s\n", folder);
        exit(2);
    }
    for (struct dirent *entry; (entry = readdir(dir)) != NULL && count < INPUTS_MAX;)
        if (entry->d_name[0] != '.')
            names[count++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, count, sizeof names[0], by_name);
    for (uint32_t i = 0; i < count; i++) {
        read_input(folder, names[i]);
        free(names[i]);
    }
}

/* ---- something like an input ---------------------------------------------------------------- */

static void flip(void)
{
    if (now_size > 0)
        now[below((uint32_t)now_size)] ^= (uint8_t)(1u << below(8));
}

static void set(void)
{
    static const uint8_t telling[] = {0,   1,    0x7f, 0x80, 0xff, '"',
                                      '{', '\\', 0xc0, 0xdf, '\n', ':'};

    if (now_size > 0)
        now[below((uint32_t)now_size)] =
            below(2) == 0 ? (uint8_t)below(256) : telling[below(sizeof telling)];
}

static void cut(void)
{
    const uint32_t from = below((uint32_t)now_size), size = below((uint32_t)now_size - from);

    memmove(now + from, now + from + size, now_size - from - size);
    now_size -= size;
}

static void repeat(void)
{
    const uint32_t from = below((uint32_t)now_size), size = below((uint32_t)now_size - from);

    if (now_size + size > BYTES_MAX)
        return;
    memmove(now + from + size, now + from, now_size - from);
    now_size += size;
}

/* Its beginning, and the end of another one. */
static void cross(void)
{
    const struct input *other = &inputs[below(inputs_count)];
    const uint32_t from = below((uint32_t)other->size), at = below((uint32_t)now_size + 1);

    if (at + other->size - from > BYTES_MAX)
        return;
    memcpy(now + at, other->data + from, other->size - from);
    now_size = at + other->size - from;
}

static void change(void)
{
    for (uint32_t times = 1 + below(4); times > 0; times--) {
        switch (below(6)) {
        case 0:
        case 1: flip(); break;
        case 2: set(); break;
        case 3: cut(); break;
        case 4: repeat(); break;
        default: cross(); break;
        }
    }
}

/* In memory of exactly its size, so that the sanitizers see a byte too far. */
static void play(void)
{
    uint8_t *exact = malloc(now_size > 0 ? now_size : 1);

    if (exact == NULL)
        exit(2);
    memcpy(exact, now, now_size);
    LLVMFuzzerTestOneInput(exact, now_size);
    free(exact);
}

static void start_from(const struct input *input)
{
    memcpy(now, input->data, input->size);
    now_size = input->size;
}

int main(int argc, char **argv)
{
    const uint64_t runs = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;

    if (argc < 3) {
        fprintf(stderr, "%s FOLDER RUNS [SEED]\n", argv[0]);
        return 2;
    }
    chance = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (LLVMFuzzerInitialize != NULL)
        LLVMFuzzerInitialize(&argc, &argv);
    read_corpus(argv[1]);
    if (inputs_count == 0) {
        fprintf(stderr, "%s is empty\n", argv[1]);
        return 2;
    }
    signal(SIGABRT, tell);
    for (uint32_t i = 0; i < inputs_count; i++) {
        start_from(&inputs[i]);
        play();
    }
    for (uint64_t i = 0; i < runs; i++) {
        start_from(&inputs[below(inputs_count)]);
        change();
        play();
    }
    printf("%u inputs that were kept, %llu made of them\n", inputs_count, (unsigned long long)runs);
    for (uint32_t i = 0; i < inputs_count; i++)
        free(inputs[i].data);
    return 0;
}
