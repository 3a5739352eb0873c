/* cli_test.c -- every command and every option of the table, read as a person would write them. */
#include "cli/cli.h"

#include "test.h"

#include <stdlib.h>

#define WORDS_MAX 8

/* Every struct of the table fits in it. */
static union {
#define COMMAND(name, words, least, most, help, says_no) struct cli_##name name;
#include "cli/commands.def"
} options;

static const char *operands[WORDS_MAX];
static char why[FLAG_WHY_BYTES_MAX];

/* Reads these words, NULL at their end, behind operands enough for the command. */
static enum flag_read read_behind(const struct cli_command *command, const char *first,
                                  const char *second)
{
    static char words[WORDS_MAX][128];
    char *argv[WORDS_MAX];
    int argc = 0;

    snprintf(words[argc++], sizeof words[0], "%s", command->name);
    for (uint32_t i = 0; i < command->operands_least; i++)
        snprintf(words[argc++], sizeof words[0], "nowhere");
    if (first != NULL)
        snprintf(words[argc++], sizeof words[0], "%s", first);
    if (second != NULL)
        snprintf(words[argc++], sizeof words[0], "%s", second);
    for (int i = 0; i < argc; i++)
        argv[i] = words[i];
    return cli_read(command, argc, argv, operands, &options, why);
}

static void expect_refused(const struct cli_command *command, const char *first, const char *second,
                           const char *sentence)
{
    why[0] = '\0';
    if (read_behind(command, first, second) != FLAG_READ_WRONG)
        test_fail(__FILE__, __LINE__, "%s %s %s is not refused", command->name, first,
                  second != NULL ? second : "");
    else if (strncmp(why, sentence, strlen(sentence)) != 0)
        test_fail(__FILE__, __LINE__, "%s %s: '%s', not '%s'", command->name, first, why, sentence);
}

/* What all kinds of numbers may not be, with the bounds in the sentence. */
static void check_number(const struct cli_command *command, const struct flag *flag,
                         const char *name)
{
    const int64_t outside[2] = {(int64_t)flag->max + 1, (int64_t)flag->min - 1};
    char value[32], sentence[2 * FLAG_NAME_BYTES_MAX + 128];

    for (int i = 0; i < 2; i++) {
        snprintf(value, sizeof value, "%lld", (long long)outside[i]);
        snprintf(sentence, sizeof sentence, "%s is '%s', it must be a number from %u to %u", name,
                 value, flag->min, flag->max);
        expect_refused(command, name, value, sentence);
    }
    snprintf(value, sizeof value, "%u", flag->max);
    CHECK_EQ(read_behind(command, name, value), FLAG_READ_OK);
    CHECK_EQ(*(uint32_t *)((char *)&options + flag->offset), flag->max);
}

static void check_flag(const struct cli_command *command, const struct flag *flag)
{
    char name[FLAG_NAME_BYTES_MAX + 4], assigned[FLAG_NAME_BYTES_MAX + 8];
    char sentence[3 * FLAG_NAME_BYTES_MAX + 64];

    snprintf(name, sizeof name, "--%s", flag->name);
    if (flag->kind == FLAG_SWITCH) {
        snprintf(assigned, sizeof assigned, "%s=yes", name);
        snprintf(sentence, sizeof sentence, "%s takes no value", name);
        expect_refused(command, assigned, NULL, sentence);
        CHECK_EQ(read_behind(command, name, NULL), FLAG_READ_OK);
        CHECK(*(bool *)((char *)&options + flag->offset));
        return;
    }
    snprintf(sentence, sizeof sentence, "%s needs a value: %s %s", name, name, flag->argument);
    expect_refused(command, name, NULL, sentence);
    if (flag->kind == FLAG_NUMBER)
        check_number(command, flag, name);
    if (flag->kind == FLAG_CHOICE || flag->kind == FLAG_LANGUAGE) {
        snprintf(sentence, sizeof sentence, "%s is 'no-such-word', it must be one of: ", name);
        expect_refused(command, name, "no-such-word", sentence);
    }
}

TEST(every_option_of_every_command_is_refused_by_name_and_bounds_when_it_cannot_be)
{
    uint32_t flags = 0;

    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        const struct cli_command *command = &cli_commands()[i];

        for (uint32_t k = 0; k < command->flags_count; k++)
            check_flag(command, &command->flags[k]);
        flags += command->flags_count;
    }
    CHECK(flags > 60);
}

TEST(every_command_leads_from_a_mistyped_option_to_the_right_one)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        const struct cli_command *command = &cli_commands()[i];

        expect_refused(command, "--xyzzy", NULL, "there is no option '--xyzzy'");
        for (uint32_t k = 0; k < command->flags_count; k++) {
            char wrong[FLAG_NAME_BYTES_MAX + 4], sentence[3 * FLAG_NAME_BYTES_MAX];

            snprintf(wrong, sizeof wrong, "--%ss", command->flags[k].name);
            snprintf(sentence, sizeof sentence, "there is no option '%s'; did you mean --%s?",
                     wrong, command->flags[k].name);
            expect_refused(command, wrong, NULL, sentence);
        }
    }
}

TEST(every_command_without_options_has_its_defaults)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        const struct cli_command *command = &cli_commands()[i];

        memset(&options, 0xA5, sizeof options);
        CHECK_EQ(read_behind(command, NULL, NULL), FLAG_READ_OK);
        for (uint32_t k = 0; k < command->flags_count; k++) {
            const struct flag *flag = &command->flags[k];

            if (flag->kind == FLAG_NUMBER)
                CHECK_EQ(*(uint32_t *)((char *)&options + flag->offset), flag->standard);
            if (flag->kind == FLAG_TEXT)
                CHECK(*(const char **)(void *)((char *)&options + flag->offset) ==
                      flag->standard_text);
        }
        CHECK_EQ(((struct cli_operands *)&options)->count, command->operands_least);
    }
}

TEST(too_few_and_too_many_words_are_refused)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        const struct cli_command *command = &cli_commands()[i];
        char name[FLAG_NAME_BYTES_MAX];
        char *argv[WORDS_MAX] = {name};

        snprintf(name, sizeof name, "%s", command->name);
        if (command->operands_least > 0) {
            CHECK_EQ(cli_read(command, 1, argv, operands, &options, why), FLAG_READ_WRONG);
            CHECK(strstr(why, command->operands) != NULL);
        }
        if (command->operands_most != CLI_MANY) {
            for (uint32_t k = 0; k <= command->operands_most; k++)
                argv[k + 1] = name;
            CHECK_EQ(
                cli_read(command, (int)command->operands_most + 2, argv, operands, &options, why),
                FLAG_READ_WRONG);
            CHECK(strstr(why, "is too much") != NULL);
        }
    }
}

TEST(every_command_gives_help_whatever_else_is_wrong)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++) {
        CHECK_EQ(read_behind(&cli_commands()[i], "--xyzzy", "--help"), FLAG_READ_HELP);
        CHECK_EQ(read_behind(&cli_commands()[i], "-h", NULL), FLAG_READ_HELP);
    }
}

TEST(a_command_is_found_by_its_name_only)
{
    char guess[FLAG_NAME_BYTES_MAX + 24];

    CHECK(cli_find("check") == &cli_commands()[CLI_check]);
    CHECK(cli_find("chec") == NULL);
    cli_guess("chec", guess, sizeof guess);
    CHECK_TEXT(guess, "; did you mean check?");
    cli_guess("xyzzy", guess, sizeof guess);
    CHECK_TEXT(guess, "");
}
