/* manual.c -- the table as a manual page, dilemma(1), in the man macros. */
#include "cli/cli.h"

#include <ctype.h>
#include <string.h>

/* Running text, escaped: a backslash and a hyphen mean something to roff, and so does a dot or an
 * apostrophe at the start of a line. */
static void put(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", out);
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
    }
}

static void put_sentence(FILE *out, const char *text)
{
    fputc(toupper((unsigned char)text[0]), out);
    put(out, text + 1);
    fputs(".\n", out);
}

static void put_flag(FILE *out, const struct flag *flag)
{
    char about[FLAG_ABOUT_BYTES_MAX];

    fputs(".TP\n\\fB\\-\\-", out);
    put(out, flag->name);
    fputs("\\fR", out);
    if (flag->argument != NULL) {
        fputs(" \\fI", out);
        put(out, flag->argument);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    put_sentence(out, flag_about(flag, about));
}

static void put_command(FILE *out, const struct cli_command *command)
{
    fprintf(out, ".SS \"%s\"\n\\fBdilemma ", command->name);
    put(out, command->name);
    fputs("\\fR [\\fIOPTION\\fR...] \\fI", out);
    put(out, command->operands);
    fputs("\\fR\n.PP\n", out);
    put_sentence(out, command->help);
    for (uint32_t i = 0; i < command->flags_count; i++)
        put_flag(out, &command->flags[i]);
    if (strcmp(command->says_no, "never") == 0)
        return;
    fputs(".PP\nExits with 1 when ", out);
    put(out, command->says_no);
    fputs(".\n", out);
}

void cli_print_manual(FILE *out, const char *version)
{
    fprintf(out, ".TH DILEMMA 1 \"\" \"dilemma %s\" \"Dilemmakamer\"\n", version);
    fputs(".SH NAME\ndilemma \\- dilemma rooms: the server, and the tools of its stories\n", out);
    fputs(".SH SYNOPSIS\n\\fBdilemma\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n.br\n"
          "\\fBdilemma\\fR \\fB\\-\\-version\\fR\n.br\n\\fBdilemma help\\fR [\\fICOMMAND\\fR]\n",
          out);
    fputs(".SH DESCRIPTION\nManagers sit together in rooms, live through situations with a team, "
          "choose, argue and see what comes of it. This is the server that runs such a session, "
          "and what authors and maintainers of its stories use.\n",
          out);
    fputs(".SH COMMANDS\n", out);
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        put_command(out, &cli_commands()[i]);
    fputs(
        ".SH EXIT STATUS\n0 when it was done; 1 when the answer is no, or it failed on the way; 2 "
        "when the command line was not understood, or an input cannot be read.\n",
        out);
    fputs(".SH ENVIRONMENT\nAn option that names a variable can be set by that variable, too; what "
          "stands on the command line wins. \\fBLANG\\fR: English when it begins with en, "
          "otherwise Dutch.\n",
          out);
}
