/* compile.h -- shared by the files that compile a scenario. Private. */
#ifndef DK_SCENARIO_COMPILE_H
#define DK_SCENARIO_COMPILE_H

#include "scenario/content.h"
#include "scenario/scenario.h"

#define OTHERS_MAX 12

/* Somebody who speaks and is not a member of the team. */
struct compile_other {
    struct text name;
    struct bytes face; /* Id of the drawn face. */
};

/* A scenario while it is being compiled. */
struct compile {
    struct content *content;
    struct scenario *scenario;
    struct texts texts;
    struct compile_other others[OTHERS_MAX];
    uint32_t others_count;
};

enum condition_scope {
    CONDITION_NOW,   /* Nothing came before: no deltas, no moves. */
    CONDITION_CHANGE /* Of a team against the team before. */
};

/* The condition under `key`; without one, it always holds. */
struct scenario_condition compile_condition(struct compile *c, const struct at *at, const char *key,
                                            enum condition_scope scope);
/* Under "members": "all", "about", or a list of ids; without it, all. */
uint16_t compile_members(struct compile *c, const struct at *at, uint16_t about);
/* A list of them under `key`; returns how many. */
uint32_t compile_starts(struct compile *c, const struct at *at, const char *key, bool happening,
                        uint32_t least, uint16_t about, struct scenario_start out[STARTS_MAX]);
/* The index of a member by id; without one, a problem and -1. */
int32_t compile_member(struct compile *c, const struct at *at, struct bytes id);
/* A text cut into blocks; `at` gives file and path of problems. */
/* Of so many paragraphs that are `given`, no more are told than this: a problem. */
void compile_paragraphs(struct compile *c, uint32_t lang, const char *path, uint32_t given,
                        uint32_t told);
struct text_story compile_story(struct compile *c, const struct text *text, const char *path);
/* Warn when a text has more words than fit on a phone. */
void compile_length(struct compile *c, const struct text *text, const char *path, uint32_t least,
                    uint32_t most);
/* "team", with what runs in it at the start; then "others", who may not look like its members. */
void compile_team(struct compile *c, const struct at *root);
void compile_others(struct compile *c, const struct at *root);
void compile_dilemmas(struct compile *c, const struct at *root);
void compile_arc(struct compile *c, const struct at *root);
void compile_endings(struct compile *c, const struct at *root);
void compile_debrief(struct compile *c, const struct at *root);
/* Check the reading level of each dilemma. */
void compile_reading(struct compile *c);
/* A problem in the text file of a language. */
void compile_text_problem(struct compile *c, uint32_t lang, const char *path, enum problem_id id,
                          const char *parameter0, const char *parameter1);

#endif
