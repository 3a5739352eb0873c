/* own_team.h -- a story with somebody's own team in it: the diagnosis of the start situation.
 *
 *     answers of a scan --own_team_read--> struct own_team
 *     story + own team  --own_team_cast--> the same story, played by that team
 *
 * A story is about people with names: they speak in it, and its conditions look at them. So an own
 * team is *cast*: each of its people plays a part of the story, under the name that it has there,
 * and stands where the scan put them. The surroundings and the leader's hours come from the
 * answers. With more people than parts the others are colleagues without a part; with fewer, the
 * story's own people play what is left. No condition looks at anybody who is not there.
 *
 * Deterministic: the same answers, story and seed give the same team. Pure, no allocation. */
#ifndef DK_SCENARIO_OWN_TEAM_H
#define DK_SCENARIO_OWN_TEAM_H

#include "protocol/message.h"
#include "protocol/writer.h"
#include "scenario/scenario.h"

#define SCAN_ANSWER_UNKNOWN 0
#define SCAN_ANSWERS        5 /* 1 hardly ever .. 5 nearly always */
#define OWN_PEOPLE_MIN      4
#define OWN_PEOPLE_MAX      MEMBERS_MAX

/* How far an own team may be from the story's surroundings, for each factor: as far as the teams
 * from a scan with which every playtest plays (playtest/playtest_play.c). Where the people stand is
 * beyond that; `dilemma playtest --own-teams` tells what it does to the dilemmas. */
#define OWN_TEAM_REACH 120

struct own_team {
    uint8_t answer[SCAN_QUESTION_COUNT]; /* 1..SCAN_ANSWERS, or SCAN_ANSWER_UNKNOWN */
    uint8_t people;                      /* OWN_PEOPLE_MIN..OWN_PEOPLE_MAX */
    uint8_t stand[PHASES_COUNT];         /* How many stand where; of the rest nobody knows. */
};

/* As text, for journals and links: a version, a digit for each answer, then letters for the people
 * and for how many stand in each phase ('a' is 0). OWN_TEAM_BYTES long. false: these are none. */
bool own_team_read(struct bytes text, struct own_team *out);
void own_team_write(const struct own_team *team, char out[OWN_TEAM_BYTES]);

/* May this story be played with an own team? OWN_TEAM_FITS, or why not. */
enum own_team_fit {
    OWN_TEAM_FITS,
    OWN_TEAM_REFUSED, /* It says so itself (`"own": false`): it is about these people only, or its
                       * dilemmas do not hold for others (`dilemma playtest --own-teams`). */
    OWN_TEAM_SHORT,   /* A story of one dilemma. */
    OWN_TEAM_FIXED    /* It always has the same luck, so it is meant for one team. */
};
enum own_team_fit own_team_fits(const struct scenario *story);

/* Who plays what, and what was taken for granted. */
struct own_cast {
    uint8_t from[MEMBERS_MAX];           /* enum own_from, by place in the team */
    uint16_t assumed[OWN_ASSUMED_COUNT]; /* How many of it; 0: not assumed. */
};

/* *out becomes the story with this team: a copy that shares the arena of `story`, which must
 * outlive it; it is never given to scenario_free. The story must fit (asserted). */
void own_team_cast(const struct scenario *story, const struct own_team *team, uint32_t seed,
                   struct scenario *out, struct own_cast *cast);

/* The team of the mean of these answers; false: there are fewer than OWN_ANSWERS_MIN, and nothing
 * may be told of them. The same holds for each question, and for where the people stand: what
 * fewer than so many have said stays unknown. */
#define OWN_ANSWERS_MIN 5
bool own_team_of_many(const struct own_team *answers, uint32_t count, struct own_team *out);

/* What a level does for people in a phase, by the answers: enum own_cell. The matrix of layers and
 * phases, as far as a scan can fill it in. */
enum own_cell own_team_cell(const struct own_team *team, enum scan_level level, uint32_t phase);
/* The mean of a level's answers, 100..500; more is better. 0: it has none. */
uint32_t own_team_mean(const struct own_team *team, enum scan_level level);

/* The record `own_team` of sections.def. */
void own_team_view(const struct scenario *cast_story, const struct own_team *team,
                   const struct own_cast *cast, uint32_t lang, struct writer *out);

#endif
