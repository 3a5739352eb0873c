/* protocol.c -- `dilemma protocol --typescript | --asyncapi | --openapi | --export-schema`: the
 * catalogue as a document, on standard output. */
#include "api/api.h"
#include "cli/cli.h"
#include "protocol/gen/gen.h"

#include <stdlib.h>

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
        fprintf(stderr, "dilemma protocol: cannot be printed (%s)\n", result_name(result));
    return result == RESULT_OK ? EXIT_SUCCESS : CLI_NO;
}

int cli_protocol(const struct cli_protocol *options)
{
    if (options->typescript + options->asyncapi + options->openapi + options->export_schema != 1)
        return cli_refuse("protocol", "say which document: --typescript, --asyncapi, --openapi or "
                                      "--export-schema");
    return print(options->typescript ? gen_typescript
                 : options->asyncapi ? gen_asyncapi
                 : options->openapi  ? api_openapi
                                     : api_export_schema);
}
