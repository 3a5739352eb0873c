/* help.c -- `dilemma help`: the commands, for people, manual pages, shells and tools. */
#include "cli/cli.h"

#include "main/version.h"

#include <stdlib.h>

enum { SHELL_BASH, SHELL_ZSH }; /* The words of --completion. */

static int print_one(const char *name)
{
    const struct cli_command *command = cli_find(name);
    char guess[FLAG_NAME_BYTES_MAX + 24];

    if (command == NULL) {
        cli_guess(name, guess, sizeof guess);
        return cli_refuse("help", "there is no command '%.64s'%s", name, guess);
    }
    cli_print_command(stdout, command);
    return EXIT_SUCCESS;
}

int cli_help(const struct cli_help *options)
{
    char version[VERSION_TEXT_BYTES_MAX];

    if (options->operands.count > 0)
        return print_one(options->operands.items[0]);
    if (options->man)
        cli_print_manual(stdout, version_text(version));
    else if (options->completion == SHELL_BASH)
        cli_print_bash(stdout);
    else if (options->completion == SHELL_ZSH)
        cli_print_zsh(stdout);
    else if (options->json)
        cli_print_json(stdout);
    else
        cli_print_commands(stdout);
    return EXIT_SUCCESS;
}
