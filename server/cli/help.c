/* help.c -- the table on the terminal, and as lines of JSON for tools. */
#include "cli/cli.h"
#include "cli/json_line.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define COLUMN 26 /* The column where the text beside a flag begins. */
#define WIDTH  96 /* No line is longer. */

void cli_print_commands(FILE *out)
{
    fputs("Usage: dilemma COMMAND [OPTION...]\n\n", out);
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        fprintf(out, "  %-12s %s\n", cli_commands()[i].name, cli_commands()[i].help);
    fputs(
        "\ndilemma help COMMAND lists its options; dilemma --version says which version this is.\n",
        out);
}

/* `text` in lines of at most WIDTH, each but the first after COLUMN spaces. */
static void print_wrapped(FILE *out, const char *text, size_t at)
{
    while (*text != '\0') {
        const size_t size = strcspn(text, " ");

        if (at > COLUMN && at + 1 + size > WIDTH) {
            fprintf(out, "\n%*s", COLUMN, "");
            at = COLUMN;
        } else if (at > COLUMN) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, size, out);
        at += size;
        text += size + strspn(text + size, " ");
    }
    fputc('\n', out);
}

static void print_flag(FILE *out, const char *name, const char *argument, const char *about)
{
    size_t at = (size_t)fprintf(out, "  --%s%s%s", name, argument != NULL ? " " : "",
                                argument != NULL ? argument : "");

    if (at + 2 > COLUMN)
        at = (size_t)fprintf(out, "\n") - 1;
    fprintf(out, "%*s", (int)(COLUMN - at), "");
    print_wrapped(out, about, COLUMN);
}

void cli_print_command(FILE *out, const struct cli_command *command)
{
    char about[FLAG_ABOUT_BYTES_MAX];

    fprintf(out, "Usage: dilemma %s [OPTION...]%s%s\n\n%c%s.\n\n", command->name,
            command->operands[0] != '\0' ? " " : "", command->operands,
            toupper((unsigned char)command->help[0]), command->help + 1);
    for (uint32_t i = 0; i < command->flags_count; i++)
        print_flag(out, command->flags[i].name, command->flags[i].argument,
                   flag_about(&command->flags[i], about));
    print_flag(out, "help", NULL, "this, as does -h");
    fputs("\nExits with 0; ", out);
    if (strcmp(command->says_no, "never") != 0)
        fprintf(out, "1 when %s; ", command->says_no);
    fputs("2 when the command line is not understood, or an input cannot be read.\n", out);
}

/* ---- for tools ------------------------------------------------------------------------------ */

static void add_text(cJSON *line, const char *key, const char *text)
{
    if (text != NULL)
        cJSON_AddStringToObject(line, key, text);
    else
        cJSON_AddNullToObject(line, key);
}

static const char *kind_name(enum flag_kind kind)
{
    switch (kind) {
    case FLAG_SWITCH: return "switch";
    case FLAG_NUMBER: return "number";
    case FLAG_CHOICE:
    case FLAG_LANGUAGE: return "choice";
    case FLAG_TEXT: return "text";
    case FLAG_LIST: return "list";
    }
    return "";
}

static cJSON *flag_line(const struct cli_command *command, const struct flag *flag)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "command", command->name);
    cJSON_AddStringToObject(line, "option", flag->name);
    cJSON_AddStringToObject(line, "kind", kind_name(flag->kind));
    add_text(line, "argument", flag->argument);
    if (flag->kind == FLAG_NUMBER && flag->standard >= flag->min)
        cJSON_AddNumberToObject(line, "default", flag->standard);
    else
        add_text(line, "default", flag->standard_text);
    if (flag->kind == FLAG_NUMBER) {
        cJSON_AddNumberToObject(line, "min", flag->min);
        cJSON_AddNumberToObject(line, "max", flag->max);
    } else {
        cJSON_AddNullToObject(line, "min");
        cJSON_AddNullToObject(line, "max");
    }
    cJSON_AddStringToObject(line, "help", flag->help);
    return line;
}

void cli_print_json(FILE *out)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        const struct cli_command *command = &cli_commands()[i];
        cJSON *line = cJSON_CreateObject();

        cJSON_AddStringToObject(line, "command", command->name);
        cJSON_AddStringToObject(line, "operands", command->operands);
        cJSON_AddNumberToObject(line, "least", command->operands_least);
        if (command->operands_most == CLI_MANY)
            cJSON_AddNullToObject(line, "most");
        else
            cJSON_AddNumberToObject(line, "most", command->operands_most);
        cJSON_AddStringToObject(line, "help", command->help);
        json_line_print(out, line);
        for (uint32_t k = 0; k < command->flags_count; k++)
            json_line_print(out, flag_line(command, &command->flags[k]));
    }
}
