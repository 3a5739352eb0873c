/* completion.c -- the table as completion for shells: commands, their options, the words of a
 * choice, and files where a file is meant. */
#include "cli/cli.h"

#include <string.h>

static bool is_path(const struct flag *flag)
{
    return strcmp(flag->argument, "FILE") == 0 || strcmp(flag->argument, "DIR") == 0;
}

static bool has_words(const struct flag *flag)
{
    return flag->kind == FLAG_CHOICE || flag->kind == FLAG_LANGUAGE;
}

/* The words of a choice, with a space between them. */
static void put_words(FILE *out, const struct flag *flag)
{
    const char *at = NULL, *space = "";
    struct bytes word;

    for (; flag_next_choice(flag, &at, &word); space = " ")
        fprintf(out, "%s%.*s", space, (int)word.size, (const char *)word.data);
}

/* The names of all commands, with a space between them. */
static void put_commands(FILE *out)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        fprintf(out, "%s%s", i > 0 ? " " : "", cli_commands()[i].name);
}

/* ---- bash ----------------------------------------------------------------------------------- */

/* "check --lang") words="nl en" ;; */
static void put_bash_flag(FILE *out, const char *command, const struct flag *flag)
{
    if (flag->kind == FLAG_SWITCH)
        return;
    fprintf(out, "    \"%s --%s\") ", command, flag->name);
    if (has_words(flag)) {
        fputs("words='", out);
        put_words(out, flag);
        fputs("'", out);
    } else {
        fputs(is_path(flag) ? "files=yes" : "words=", out);
    }
    fputs(" ;;\n", out);
}

/* The words that the first operand may be, where its name lists them: "[add|list] [NAME]". 0: it is
 * something else. */
static size_t operand_words(const struct cli_command *command)
{
    const size_t size = strcspn(command->operands, "]");

    return command->operands[0] == '[' && memchr(command->operands, '|', size) != NULL ? size - 1
                                                                                       : 0;
}

static void put_operand_words(FILE *out, const struct cli_command *command)
{
    for (size_t i = 0; i < operand_words(command); i++)
        fputc(command->operands[i + 1] == '|' ? ' ' : command->operands[i + 1], out);
}

static void put_bash_command(FILE *out, const struct cli_command *command)
{
    for (uint32_t i = 0; i < command->flags_count; i++)
        put_bash_flag(out, command->name, &command->flags[i]);
    fprintf(out, "    \"%s \"*)\n        case $word in\n        -*) words='", command->name);
    for (uint32_t i = 0; i < command->flags_count; i++)
        fprintf(out, "--%s ", command->flags[i].name);
    fputs("--help' ;;\n        *) ", out);
    if (strcmp(command->name, "help") == 0) {
        fputs("words=$commands", out);
    } else if (operand_words(command) > 0) {
        fputs("words='", out);
        put_operand_words(out, command);
        fputs("'", out);
    } else {
        fputs(command->operands_most > 0 ? "files=yes" : "words=", out);
    }
    fputs(" ;;\n        esac\n        ;;\n", out);
}

void cli_print_bash(FILE *out)
{
    fputs("# Completion of dilemma for bash: source this, or put it in the folder of completions.\n"
          "_dilemma() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} words= files= commands='",
          out);
    put_commands(out);
    fputs(
        "'\n"
        "    COMPREPLY=()\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$commands --help --version\" -- \"$word\")\n"
        "        return\n"
        "    fi\n"
        "    case \"${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD - 1]}\" in\n",
        out);
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        put_bash_command(out, &cli_commands()[i]);
    fputs("    esac\n"
          "    if [ -n \"$files\" ]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
          "    else\n"
          "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
          "    fi\n"
          "}\n"
          "complete -o filenames -F _dilemma dilemma\n",
          out);
}

/* ---- zsh ------------------------------------------------------------------------------------ */

/* Text inside '...[...]' of a zsh specification: escapes the characters that would end it. */
static void put_zsh(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("[]:\\", *text) != NULL)
            fputc('\\', out);
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
    }
}

static void put_zsh_flag(FILE *out, const struct flag *flag)
{
    fprintf(out, " \\\n            '%s--%s[", flag->kind == FLAG_LIST ? "*" : "", flag->name);
    put_zsh(out, flag->help);
    fputc(']', out);
    if (has_words(flag)) {
        fprintf(out, ":%s:(", flag->name);
        put_words(out, flag);
        fputc(')', out);
    } else if (flag->kind != FLAG_SWITCH) {
        fputc(':', out);
        put_zsh(out, flag->argument);
        fputs(is_path(flag) ? ":_files" : ": ", out);
    }
    fputc('\'', out);
}

static void put_zsh_command(FILE *out, const struct cli_command *command)
{
    fprintf(out, "    %s)\n        _arguments", command->name);
    for (uint32_t i = 0; i < command->flags_count; i++)
        put_zsh_flag(out, &command->flags[i]);
    fputs(" \\\n            '(- *)'{-h,--help}'[what it does, and its options]'", out);
    if (strcmp(command->name, "help") == 0) {
        fputs(" \\\n            ':command:(", out);
        put_commands(out);
        fputs(")'", out);
    } else if (operand_words(command) > 0) {
        fputs(" \\\n            ':what:(", out);
        put_operand_words(out, command);
        fputs(")'", out);
    } else if (command->operands_most > 0) {
        fputs(" \\\n            '*:", out);
        put_zsh(out, command->operands);
        fputs(":_files'", out);
    }
    fputs("\n        ;;\n", out);
}

void cli_print_zsh(FILE *out)
{
    fputs(
        "#compdef dilemma\n"
        "# Completion of dilemma for zsh: put it as _dilemma in a folder of $fpath, or source it.\n"
        "_dilemma() {\n"
        "    local -a commands\n"
        "    commands=(",
        out);
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        fprintf(out, "\n        '%s:", cli_commands()[i].name);
        put_zsh(out, cli_commands()[i].help);
        fputc('\'', out);
    }
    fputs(")\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n"
          "        return\n"
          "    fi\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $words[1] in\n",
          out);
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        put_zsh_command(out, &cli_commands()[i]);
    fputs("    esac\n"
          "}\n"
          "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
          "    _dilemma \"$@\"\n"
          "else\n"
          "    compdef _dilemma dilemma\n"
          "fi\n",
          out);
}
