/* odds.c -- what an option does is said in odds before it is chosen: "Soumaya durft meer", 7 of the
 * 10". Teams that look as this one does (lookalike.c) go through the weeks of the dilemma with each
 * option, each with other luck to come; never the team itself with its own, which would be
 * foretelling: odds over the true state would tell what nobody can see. All options meet the same
 * teams and luck, so that what differs between them is theirs.
 *
 * Told are people whom the dilemma is about, and of each option only what it brings clearly more
 * often than the others do: what would come about anyway is no reason to choose. A phase is never
 * among it. Bounded: ODDS_PLAYS weeks of a dilemma for each of at most OPTIONS_MAX options, once a
 * round, in blocks of teams side by side. */
#include "session/inside.h"

#include "sim/sim_batch.h"

#define ODDS_PLAYS 80 /* Tens are then steps of eight plays. */
#define ODDS_BLOCK 8  /* Teams at once; ODDS_PLAYS is a multiple of it. */
#define MOVED      30 /* Milli: a smaller change is none. */
#define TOLD_LEAST 32 /* Plays in which it must come about to be told. */
#define APART      20 /* So many more plays than with the other options, on average. */

/* Plays in which a quality of a member fell (0) or rose (1). */
struct counts {
    uint8_t of[OPTIONS_MAX][MEMBERS_MAX][QUALITY_COUNT][2];
};

static void count_team(const struct sim_team *before, const struct sim_team *after, uint32_t about,
                       uint8_t of[MEMBERS_MAX][QUALITY_COUNT][2])
{
    for (uint32_t m = 0; m < (uint32_t)before->members_count; m++) {
        if ((about >> m & 1u) == 0 || before->member.vacant[m] > 0 || after->member.vacant[m] > 0)
            continue;
        for (enum quality q = QUALITY_NONE + 1; q < QUALITY_COUNT; q++) {
            const int32_t change =
                (team_quality_u(after, q, m) - team_quality_u(before, q, m)) / 1000;

            of[m][q][0] = (uint8_t)(of[m][q][0] + (change <= -MOVED));
            of[m][q][1] = (uint8_t)(of[m][q][1] + (change >= MOVED));
        }
    }
}

/* The weeks of the dilemma with this option, for a block of teams. */
static void count_option(const struct session *s, const struct room *r, uint32_t option,
                         const struct sim_team before[ODDS_BLOCK], struct counts *counts)
{
    const struct scenario_dilemma *dilemma = room_dilemma(s, r);
    struct sim_team teams[ODDS_BLOCK];

    for (uint32_t i = 0; i < ODDS_BLOCK; i++) {
        teams[i] = before[i];
        team_start_option(s, room_running(r), option, &teams[i]);
    }
    sim_batch_run(teams, ODDS_BLOCK, &s->scenario->catalogue->sim, &s->scenario->parameters,
                  dilemma->weeks);
    for (uint32_t i = 0; i < ODDS_BLOCK; i++)
        count_team(&before[i], &teams[i], dilemma->about, counts->of[option]);
}

static void count_plays(const struct session *s, const struct room *r, uint32_t options,
                        struct counts *counts)
{
    struct sim_team before[ODDS_BLOCK];

    for (uint32_t play = 0; play < ODDS_PLAYS; play += ODDS_BLOCK) {
        for (uint32_t i = 0; i < ODDS_BLOCK; i++)
            team_lookalike(&r->team, play + i, &before[i]);
        for (uint32_t option = 0; option < options; option++)
            count_option(s, r, option, before, counts);
    }
}

/* How much more often than with the other options, on average, in plays. */
static int32_t ahead(const struct counts *counts, uint32_t options, uint32_t option, uint32_t m,
                     enum quality q, int way)
{
    int32_t others = 0;

    for (uint32_t i = 0; i < options; i++)
        others += i == option ? 0 : counts->of[i][m][q][way];
    return counts->of[option][m][q][way] - others / (int32_t)(options > 1 ? options - 1 : 1);
}

static bool is_told(const struct room_odds *told, uint32_t count, uint32_t member)
{
    for (uint32_t i = 0; i < count; i++)
        if (told[i].member == member)
            return true;
    return false;
}

/* What sets the option apart most, of members not told yet. False: nothing does. */
static bool find_odds(const struct counts *counts, uint32_t options, uint32_t option,
                      uint32_t count, struct room_odds told[ODDS_MAX])
{
    int32_t most = APART - 1;

    for (uint32_t m = 0; m < MEMBERS_MAX; m++) {
        if (is_told(told, count, m))
            continue;
        for (enum quality q = QUALITY_NONE + 1; q < QUALITY_COUNT; q++)
            for (int way = 0; way < 2; way++) {
                const int32_t by = ahead(counts, options, option, m, q, way);
                const uint32_t plays = counts->of[option][m][q][way];

                if (by <= most || plays < TOLD_LEAST)
                    continue;
                most = by;
                told[count] = (struct room_odds){
                    .member = (uint8_t)m,
                    .quality = (uint8_t)q,
                    .more = (uint8_t)way,
                    .of_ten = (uint8_t)((plays * 10 + ODDS_PLAYS / 2) / ODDS_PLAYS)};
            }
    }
    return most >= APART;
}

void team_odds(const struct session *s, struct room *r)
{
    const uint32_t options = room_dilemma(s, r)->options_count;
    struct counts counts = {0};

    memset(r->odds, 0, sizeof r->odds);
    if (!session_is_of_today(s))
        return;
    count_plays(s, r, options, &counts);
    for (uint32_t option = 0; option < options; option++)
        for (uint32_t n = 0; n < ODDS_MAX; n++)
            if (!find_odds(&counts, options, option, n, r->odds[option]))
                break;
}
