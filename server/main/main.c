/* main.c -- the binary: a table of subcommands, commands.def. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND(name, arguments, help) int cli_##name(int argc, char **argv);
#include "main/commands.def"

struct subcommand {
    const char *name, *arguments, *help;
    int (*run)(int argc, char **argv);
};

static const struct subcommand subcommands[] = {
#define COMMAND(name, arguments, help) {#name, arguments, help, cli_##name},
#include "main/commands.def"
};

static int usage(FILE *out)
{
    fputs("Usage: dilemma COMMAND [OPTION...]\n\n", out);
    for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
        fprintf(out, "  %-12s %s\n", subcommands[i].name, subcommands[i].help);
    fputs("\ndilemma COMMAND --help: its options.\n", out);
    return out == stdout ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int usage_of(const struct subcommand *s)
{
    printf("Usage: dilemma %s %s\n\n%s\n", s->name, s->arguments, s->help);
    return EXIT_SUCCESS;
}

/* The server's own settings come from a table: it tells them itself. */
static int run(const struct subcommand *s, int argc, char **argv)
{
    const bool asks = argc > 1 && strcmp(argv[1], "--help") == 0;

    return asks && strcmp(s->name, "serve") != 0 ? usage_of(s) : s->run(argc, argv);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return usage(stderr);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return usage(stdout);
    for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
        if (strcmp(argv[1], subcommands[i].name) == 0)
            return run(&subcommands[i], argc - 1, argv + 1);
    fprintf(stderr, "dilemma: there is no command '%s'\n", argv[1]);
    return usage(stderr);
}
