/* main.c -- the binary: finds the command in the table (cli/commands.def), reads its options, and
 * runs it. */
#include "cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* The options of the command that is run; their texts are borrowed from argv. */
static union {
#define COMMAND(name, words, least, most, help, says_no) struct cli_##name name;
#include "cli/commands.def"
} options;

#define COMMAND(name, words, least, most, help, says_no)                                           \
    static int run_##name(void)                                                                    \
    {                                                                                              \
        return cli_##name(&options.name);                                                          \
    }
#include "cli/commands.def"

static int (*const runners[CLI_COMMANDS_COUNT])(void) = {
#define COMMAND(name, words, least, most, help, says_no) run_##name,
#include "cli/commands.def"
};

static int read_and_run(const struct cli_command *command, int argc, char **argv)
{
    const char **operands = calloc((size_t)argc + 1, sizeof *operands);
    char why[FLAG_WHY_BYTES_MAX];
    int code = CLI_NO;

    if (operands == NULL) {
        fprintf(stderr, "dilemma: there is no memory left\n");
        return code;
    }
    switch (cli_read(command, argc, argv, operands, &options, why)) {
    case FLAG_READ_OK: code = runners[command - cli_commands()](); break;
    case FLAG_READ_HELP:
        cli_print_command(stdout, command);
        code = EXIT_SUCCESS;
        break;
    case FLAG_READ_WRONG: code = cli_refuse(command->name, "%s", why); break;
    }
    free(operands);
    return code;
}

/* --help and --version also work as commands, as in other programs. */
static const char *meant(const char *word)
{
    if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0)
        return "help";
    if (strcmp(word, "-V") == 0 || strcmp(word, "--version") == 0)
        return "version";
    return word;
}

/* A descriptor that was closed by whoever started us would be given to the next file that is
 * opened; what is said would be written into that. */
static void open_standard_ones(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) < 0)
            _exit(CLI_NO);
}

int main(int argc, char **argv)
{
    const struct cli_command *command;
    char guess[FLAG_NAME_BYTES_MAX + 24];

    open_standard_ones();
    if (argc < 2) {
        cli_print_commands(stderr);
        return CLI_WRONG;
    }
    command = cli_find(meant(argv[1]));
    if (command != NULL)
        return read_and_run(command, argc - 1, argv + 1);
    cli_guess(argv[1], guess, sizeof guess);
    fprintf(stderr, "dilemma: there is no command '%.64s'%s\nTry: dilemma help\n", argv[1], guess);
    return CLI_WRONG;
}
