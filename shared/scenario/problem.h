/* problem.h -- what is wrong with content, for its author: which file, where in it, why, and what
 * was probably meant. A problem is an id with parameters; its sentence is in
 * scenarios/catalogue/{nl,en}/problems.json, so that the command line and the server can say it in
 * the author's language. */
#ifndef DK_SCENARIO_PROBLEM_H
#define DK_SCENARIO_PROBLEM_H

#include "base/buffer.h"
#include "scenario/text.h"

#define PROBLEMS_MAX           256
#define PROBLEM_FILE_MAX       96
#define PROBLEM_PATH_MAX       256
#define PROBLEM_PARAMETER_MAX  80
#define PROBLEM_PARAMETERS_MAX 3

enum problem_level {
    PROBLEM_ERROR,  /* It cannot be played. */
    PROBLEM_WARNING /* It can be played, but somebody should look. */
};

/* PROBLEM(NAME, name, level): the name is the id of its sentence. Parameters are {0}, {1}, {2}. */
#define PROBLEMS(PROBLEM)                                                                          \
    PROBLEM(FILE_MISSING, file_missing, ERROR)                 /* */                               \
    PROBLEM(FILE_TOO_LARGE, file_too_large, ERROR)             /* bytes allowed */                 \
    PROBLEM(JSON_BROKEN, json_broken, ERROR)                   /* line */                          \
    PROBLEM(KEY_UNKNOWN, key_unknown, WARNING)                 /* key, nearest key */              \
    PROBLEM(KEY_TWICE, key_twice, ERROR)                       /* key */                           \
    PROBLEM(VALUE_MISSING, value_missing, ERROR)               /* key */                           \
    PROBLEM(TYPE_WRONG, type_wrong, ERROR)                     /* type expected */                 \
    PROBLEM(NUMBER_RANGE, number_range, ERROR)                 /* least, most, given */            \
    PROBLEM(NUMBER_WHOLE, number_whole, ERROR)                 /* */                               \
    PROBLEM(LIST_LENGTH, list_length, ERROR)                   /* least, most, given */            \
    PROBLEM(ID_FORM, id_form, ERROR)                           /* id */                            \
    PROBLEM(ID_TWICE, id_twice, ERROR)                         /* id */                            \
    PROBLEM(ID_FOLDER, id_folder, ERROR)                       /* id, folder */                    \
    PROBLEM(WORD_UNKNOWN, word_unknown, ERROR)                 /* word, nearest */                 \
    PROBLEM(MEMBER_UNKNOWN, member_unknown, ERROR)             /* id, nearest */                   \
    PROBLEM(PULSE_UNKNOWN, pulse_unknown, ERROR)               /* key, nearest */                  \
    PROBLEM(INTERVENTION_UNKNOWN, intervention_unknown, ERROR) /* id, nearest */                   \
    PROBLEM(DILEMMA_UNKNOWN, dilemma_unknown, ERROR)           /* id, nearest */                   \
    PROBLEM(CARD_UNKNOWN, card_unknown, ERROR)                 /* id, nearest */                   \
    PROBLEM(SOURCE_UNKNOWN, source_unknown, ERROR)             /* id, nearest */                   \
    PROBLEM(VARIABLE_UNKNOWN, variable_unknown, ERROR)         /* name, nearest */                 \
    PROBLEM(VARIABLE_NOT_HERE, variable_not_here, ERROR)       /* name */                          \
    PROBLEM(CONDITION_FORM, condition_form, ERROR)             /* */                               \
    PROBLEM(CONDITION_LARGE, condition_large, ERROR)           /* parts allowed */                 \
    PROBLEM(CONDITION_NEVER, condition_never, ERROR)           /* */                               \
    PROBLEM(NOT_A_HAPPENING, not_a_happening, ERROR)           /* key */                           \
    PROBLEM(IS_A_HAPPENING, is_a_happening, ERROR)             /* key */                           \
    PROBLEM(HOURS_BELOW_NONE, hours_below_none, ERROR)         /* hours that it asks */            \
    PROBLEM(PULSE_RANGE, pulse_range, ERROR)                   /* key, field */                    \
    PROBLEM(PARAMETER_RANGE, parameter_range, ERROR)           /* name */                          \
    PROBLEM(LANGUAGE_MISSING, language_missing, ERROR)         /* language */                      \
    PROBLEM(TEXT_MISSING, text_missing, ERROR)                 /* language */                      \
    PROBLEM(TEXT_UNUSED, text_unused, WARNING)                 /* key, nearest */                  \
    PROBLEM(TEXT_EMPTY, text_empty, ERROR)                     /* */                               \
    PROBLEM(TEXT_LONG, text_long, WARNING)                     /* words, allowed */                \
    PROBLEM(TEXT_SHORT, text_short, WARNING)                   /* words, at least */               \
    PROBLEM(TEXT_BYTES, text_bytes, ERROR)                     /* bytes allowed */                 \
    PROBLEM(TEXT_PARAGRAPHS, text_paragraphs, WARNING)         /* told, given */                   \
    PROBLEM(TEXT_UTF8, text_utf8, ERROR)                       /* */                               \
    PROBLEM(TEXT_HARD, text_hard, WARNING)                     /* score, wanted */                 \
    PROBLEM(FACE_UNKNOWN, face_unknown, ERROR)                 /* expression, nearest */           \
    PROBLEM(PORTRAIT_UNKNOWN, portrait_unknown, WARNING)       /* face, nearest */                 \
    PROBLEM(PORTRAIT_TWICE, portrait_twice, WARNING)           /* face */                          \
    PROBLEM(DILEMMA_UNREACHABLE, dilemma_unreachable, ERROR)   /* id */                            \
    PROBLEM(DILEMMA_TWICE, dilemma_twice, ERROR)               /* id */                            \
    PROBLEM(DECK_EMPTY, deck_empty, ERROR)             /* round: nothing may be left to draw */    \
    PROBLEM(ROUNDS_RANGE, rounds_range, ERROR)         /* least, most, given */                    \
    PROBLEM(MEMBER_NOT_ABOUT, member_not_about, ERROR) /* id */                                    \
    PROBLEM(OPTION_SAME, option_same, WARNING)         /* option, option */                        \
    PROBLEM(OPTION_NOTHING, option_nothing, ERROR)     /* */                                       \
    PROBLEM(STORY_MAY_BE_EMPTY, story_may_be_empty, ERROR) /* no paragraph without a condition */  \
    PROBLEM(ENDING_UNREACHABLE, ending_unreachable,                                                \
            ERROR)                                 /* id: stands after one without a condition */  \
    PROBLEM(ENDING_MISSING, ending_missing, ERROR) /* no ending without a condition */             \
    PROBLEM(RUNNING_FULL, running_full, ERROR)     /* pulses that may run */                       \
    PROBLEM(MEMORY, memory, ERROR)                 /* */                                           \
    PROBLEM(NEVER_PLAYED, never_played, WARNING)   /* found by check's plays: id */                \
    PROBLEM(NEVER_TOLD, never_told, WARNING)       /* found by check's plays: text */              \
    PROBLEM(FORKS_THIN, forks_thin, WARNING)       /* found by check's plays: how many, of all */

enum problem_id {
#define PROBLEM(NAME, name, level) PROBLEM_##NAME,
    PROBLEMS(PROBLEM)
#undef PROBLEM
        PROBLEM_IDS_COUNT
};

struct problem {
    enum problem_id id;
    enum problem_level level;
    char file[PROBLEM_FILE_MAX]; /* Below the folder of scenarios: "x/scenario.json". */
    char
        path[PROBLEM_PATH_MAX]; /* "dilemmas[2].options[0].start[1].pulse"; "" is the whole file. */
    char parameter[PROBLEM_PARAMETERS_MAX][PROBLEM_PARAMETER_MAX];
};

struct problem_list {
    bool errors_only; /* Given: nobody reads warnings, so what only warns is not looked at. */
    uint32_t count;
    uint32_t errors; /* Of all problems found, including those that did not fit. */
    uint32_t warnings;
    struct problem items[PROBLEMS_MAX]; /* In the order found. */
};

const char *problem_name(enum problem_id id); /* "pulse_unknown"; never NULL */
/* Add a problem; parameters that are NULL stay empty, too long ones are cut. */
void problem_add(struct problem_list *list, enum problem_id id, const char *file, const char *path,
                 const char *parameter0, const char *parameter1, const char *parameter2);
/* Write its sentence. `pattern` comes from problems.json and has {0}, {1}, {2}; a part in [..] is
 * left out when a parameter inside it is empty ("Bedoel je '{1}'?" makes no sense without one). */
void problem_write(const struct problem *problem, struct bytes pattern, struct buffer *out);

#endif
