/* protocol.c -- `dilemma protocol --typescript | --asyncapi`: the message catalogue as a document,
 * on standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/gen/gen.h"

int cli_protocol(int argc, char **argv);

static int print(enum result (*generate)(struct buffer *out))
{
    uint8_t *memory = malloc(GEN_BYTES_MAX);
    struct buffer out;
    enum result result = RESULT_NO_MEMORY;

    if (memory != NULL) {
        buffer_init(&out, memory, GEN_BYTES_MAX);
        result = generate(&out);
    }
    if (result == RESULT_OK && fwrite(out.data, 1, out.size, stdout) != out.size)
        result = RESULT_IO;
    if (fflush(stdout) != 0)
        result = RESULT_IO;
    free(memory);
    if (result != RESULT_OK)
        fprintf(stderr, "protocol error=%s\n", result_name(result));
    return result == RESULT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int cli_protocol(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--typescript") == 0)
        return print(gen_typescript);
    if (argc == 2 && strcmp(argv[1], "--asyncapi") == 0)
        return print(gen_asyncapi);
    fputs("dilemma protocol --typescript | --asyncapi\n", stderr);
    return EXIT_FAILURE;
}
