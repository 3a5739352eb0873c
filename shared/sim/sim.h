/* sim.h -- the team model: a team of up to twelve, week by week.
 *
 *   pulses --> factors by level --> workload, control, support, rich work   (per person)
 *     |                                |                  |
 *     |                      strain, engagement,    opportunity to learn
 *     |                      trust                        |
 *     +------ pushes --------> weten willen kunnen durven mogen
 *                                          |
 *                     readiness --> phase, rounds, skill --> outcomes
 *                                          |
 *            role models, involvement, leaving and newcomers feed back
 *
 * Pure: integers only, no allocation, no clock, no global that changes. The same calls give the
 * same bytes on every machine. A team is a plain value without pointers or padding: copy it with
 * `=`, compare it with memcmp, store it as it is (little endian machines).
 *
 * Units: _u micro (0..1 000 000), _ppm chance per week in millionths, time in weeks, all else
 * milli (0..1000). Specification, with the mechanisms M1..M24: shared/sim/README.md. */
#ifndef SIM_H
#define SIM_H

#include "sim/sim_names.h"
#include "sim/sim_parameters.h"
#include "sim/sim_pulse.h"

#include <stdbool.h>
#include <stdint.h>

/* Raise it when the same calls give another team: a parameter, a formula, the order of two draws.
 * What a decision does to a team is not journaled but computed again when a session is read back,
 * so a session goes on with the version it was played with only; session_created says which that
 * was. tests/replay/kept_test.c turns red when a team fares otherwise under the same number. */
#define SIM_MODEL_VERSION 6

#define SIM_MEMBERS_MAX 12
#define SIM_RUNNING_MAX 64
#define SIM_MOVES_MAX   (2 * SIM_MEMBERS_MAX) /* A week: a step and leaving, of each. */
#define SIM_WEEKS_MAX   30000                 /* sim_team_step asserts week < SIM_WEEKS_MAX. */

/* The members, as arrays of fields; slots from members_count on are zero. */
struct sim_members {
#define X(name) int32_t name[SIM_MEMBERS_MAX];
    SIM_MEMBER_FIELDS(X)
#undef X
};

/* A pulse in progress. */
struct sim_running {
    uint16_t pulse;     /* Index in the catalogue. */
    uint8_t forced;     /* 0 or 1: imposed. */
    uint8_t began;      /* 0 or 1: attendance is settled. */
    uint16_t mask;      /* Bit per slot: whom it is meant for. */
    uint16_t attend;    /* Bit per slot: who takes part. */
    uint16_t about;     /* Bit per slot: whom it is aimed at; 0: nobody more than others. */
    int16_t hours;      /* A week that it takes of the leader. */
    uint32_t number;    /* 0, 1, 2, ... in order of starting; its draws depend on it. */
    int32_t start;      /* Week. */
    int32_t hold;       /* Weeks at full strength. */
    int32_t quality;    /* 0..1000, falls when people who carry it leave. */
    int32_t up;         /* 0 wholly top-down .. 1000 wholly bottom-up. */
    int32_t fresh;      /* 0..1000: less when repeated soon. */
    int32_t env_u;      /* How far it is built up. */
    int32_t pressure_u; /* How far people are not yet used to it. */
    int32_t strength;   /* 0..2000, of last week. */
    int32_t firm;       /* 0..2000: fresher, and forgotten slower: practised again (M23). */
};

/* A member went to another phase, or left, in the last step. */
struct sim_move {
    int16_t slot;
    int8_t from; /* enum sim_phase */
    int8_t to;   /* enum sim_phase, or SIM_LEFT */
    /* Leaving: the chance that it had, and what was drawn, 0..999 999, which was less. Back: the
     * chance to slip, and a draw of at least 1 000 000 less it. Forward: what was built up, and the
     * hurdle that it passed. */
    int32_t chance_ppm;
    int32_t draw_ppm;
};
#define SIM_LEFT (-1)

struct sim_freshness {
    uint16_t week_after; /* Week of the last start + 1; 0: never. */
    uint16_t fresh;      /* Freshness it had then. */
};

struct sim_team {
    uint32_t seed;
    int32_t week;
    int32_t members_count; /* Slots, 1..SIM_MEMBERS_MAX, filled or not. */
    int32_t leader_hours;  /* 1..1000 a week that the leader can give to development. */
    int32_t hours;         /* That the pulses asked in the last week; may be negative. */
    int32_t money;         /* Units, of all pulses started. */
    int32_t trait_spread;  /* milli: how much of chance is in people; see struct sim_origin */
    int32_t inv_u;         /* Involvement of the work floor. */
    int32_t fatigue_u;     /* Change fatigue. */
    int32_t blood_u;       /* Fresh view of newcomers. */
    int32_t threat;        /* Pressure of imposed change, last week. */
    int32_t gap;           /* Promise not kept, last week. */
    int32_t coord_u;       /* How well the work is tuned to each other. */
    int32_t loss_u;        /* Shock of who left. */
    int32_t lead_u;        /* How strained the leader is. */
    int32_t unfair_u;      /* Indignation: asked of some and not of others, unexplained. */
    int32_t rift_u;        /* Conflict between two subgroups (M24); 0 without them. */
    int32_t base_u[SIM_FACTORS_COUNT]; /* The slow level of each factor. */
    int32_t norm[SIM_FACTORS_COUNT];   /* To which it returns: as at the start. */
    int32_t f[SIM_FACTORS_COUNT];      /* The effective factors of last week. */
    int32_t filled;                    /* How many slots are filled; what follows is over those. */
    int32_t will;                      /* Mean willen. */
    int32_t trust;                     /* Mean trust. */
    int32_t peers;                     /* Per mille applying or continuous. */
    int32_t strain;                    /* Mean strain. */
    int32_t eng;                       /* Mean engagement. */
    int32_t skill;                     /* Mean skill. */
    int32_t precondition[SIM_PRECONDITIONS_COUNT];
    uint32_t pulses_started; /* The next pulse number. */
    uint32_t running_count;
    uint32_t moves_count;
    struct sim_move moves[SIM_MOVES_MAX]; /* In slot order; a step before leaving. */
    struct sim_members member;
    struct sim_freshness fresh[SIM_PULSES_MAX];  /* By pulse index. */
    struct sim_running running[SIM_RUNNING_MAX]; /* In order of starting. */
};

/* --- making a team ------------------------------------------------------------------------ */

#define SIM_DRAWN INT32_MIN /* Let the seed decide. */

/* How one member starts: each value given, or SIM_DRAWN. */
struct sim_member_origin {
    int32_t phase;                   /* enum sim_phase */
    int32_t tenure;                  /* weeks, 0..5000 */
    int32_t trait[SIM_TRAITS_COUNT]; /* -1000..1000, in the order of SIM_MEMBER_TRAITS */
    int32_t side;                    /* Of which subgroup: 1 or 2; 0: of none. Never drawn. */
};

struct sim_origin {
    uint32_t seed; /* Rooms of one session take the same on purpose: their luck is shared. */
    int32_t members_count; /* 1..SIM_MEMBERS_MAX; 4..12 is what the model was tested for */
    int32_t leader_hours;  /* 1..1000; the reference uses 12 */
    int32_t trait_spread;  /* milli 0..1000: how much the seed adds to dispositions not given */
    int32_t base[SIM_FACTORS_COUNT]; /* 0..1000 each */
    struct sim_member_origin member[SIM_MEMBERS_MAX];
};

enum sim_profile { SIM_PROFILE_WEAK, SIM_PROFILE_AVERAGE, SIM_PROFILE_STRONG };

/* An origin with one of the three profiles, 12 leader hours and everything drawn. */
struct sim_origin sim_origin_default(uint32_t seed, int32_t members_count,
                                     enum sim_profile profile);
/* Is every value within its range? Content must be asked before it is used. */
bool sim_origin_check(const struct sim_origin *origin);
/* Make the team of an origin that passed the check (asserted), at week 0. Run it 8 to 13 weeks
 * before round 1, so that the stocks suit the surroundings. */
void sim_team_make(struct sim_team *team, const struct sim_origin *origin);

/* The two halves of sim_team_make, for teams restored from elsewhere: everything but the members
 * (which are zero), then, once they are filled in, the aggregates (shared/sim/README.md, "7.1
 * Aggregates and preconditions"). */
void sim_team_init(struct sim_team *team, uint32_t seed, int32_t members_count,
                   int32_t leader_hours, const int32_t base[SIM_FACTORS_COUNT]);
void sim_team_settle(struct sim_team *team);

/* Put a member part of the way, `done` out of `of`, to the next step of the phase it is in. */
void sim_team_enter(struct sim_team *team, uint32_t slot, int32_t done, int32_t of);

/* Does anybody belong to a side, or is conflict left of that (M24)? */
bool sim_team_sided(const struct sim_team *team);

/* --- playing --------------------------------------------------------------------------------- */

#define SIM_EVERYBODY 0xFFFFu

/* What a leader gives an action beyond what it asks: hours a week. */
#define SIM_HOURS_LEAST (-2)
#define SIM_HOURS_MOST  3
/* At full strength, when it is not for as long as the catalogue says. */
#define SIM_ACTION_WEEKS_MAX 104

/* An action as it is started: everything that players see of it, and nothing else. */
struct sim_action {
    uint32_t pulse; /* Index in the catalogue; not a happening. */
    int32_t hours;  /* Beyond what it asks: sim_hours_least .. SIM_HOURS_MOST. */
    int32_t weeks;  /* That it is kept up: 1..SIM_ACTION_WEEKS_MAX; 0: as the catalogue says. */
    int32_t up;     /* 0..1000, wholly top-down .. wholly bottom-up. */
    uint32_t mask;  /* Bit per slot that it is meant for; SIM_EVERYBODY. */
    uint32_t about; /* Bit per slot whom it is aimed at: more to them; 0: to all alike. */
    bool forced;    /* Imposed, or voluntary. */
};

/* No action can get less than no hours at all. */
int32_t sim_hours_least(const struct sim_pulse *pulse);

/* Start an action, before the next step. How well it is carried out follows from the hours that
 * the leader gives it (`given` of the parameters). Returns as sim_team_start. */
bool sim_team_give(struct sim_team *team, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters, const struct sim_action *action);

/* Start a pulse with a strength of one's own, before the next step: what befalls a team, and what
 * a study did. It takes the hours and the weeks of the catalogue.
 *
 * pulse    index in the catalogue
 * quality  0..1000, how well it is carried out
 * up       0..1000, wholly top-down .. wholly bottom-up
 * forced   imposed, or voluntary
 * mask     bit per slot that it is meant for; SIM_EVERYBODY
 *
 * Returns true; or false when SIM_RUNNING_MAX pulses are running: then nothing happens except that
 * its number is used up, so that later draws stay in step with a replay. */
bool sim_team_start(struct sim_team *team, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters, uint32_t pulse, int32_t quality,
                    int32_t up, bool forced, uint32_t mask);

/* The same, aimed at some of the team: `about`, a bit per slot, whom the dilemma is about. It does
 * more to them and less to the others; 0: to all alike. */
bool sim_team_start_about(struct sim_team *team, const struct sim_catalogue *catalogue,
                          const struct sim_parameters *parameters, uint32_t pulse, int32_t quality,
                          int32_t up, bool forced, uint32_t mask, uint32_t about);

/* One week (shared/sim/README.md, "7. A week"), or several. */
void sim_team_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters);
void sim_team_run(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *parameters, int32_t weeks);

/* --- looking ------------------------------------------------------------------------------- */

/* Outcomes, 0..1000 each: means over the filled slots. Derived ones:
 *
 *   phase               250 * phase and what is built up within it; 1000 in a later round (M6)
 *   regie               per mille acting or beyond, or beyond unaware with a round behind them
 *   conditions          mean of the five
 *   learning_climate    (2 conditions + SAF + COL + LEA + max(0, fbv) + 2 opp) / 8
 *   innovative_climate  (2 durven + PAR + DIV + 2 (2 EXT + mob) / 3 + VIS + control
 *                       + (VAR + CHA) / 2 + INT + max(0, fbv)
 *                       less what feels like being judged) / 11;
 *                       weights after Hulsheger et al. 2009, and Byron et al. 2010
 *   wellbeing           (engagement + 1000 - strain) / 2
 *   performance         work (M13); an empty place counts 0
 *   develop             (opp + INT + COL + TRN) / 4
 *   retention           1000 less the chance to leave within a year
 *
 * fbv and mob as in sim_people.inc. Control, load, opp and retention mean little before the first
 * week. Of the parameters only mob_useful matters. */
struct sim_outcomes {
    int32_t value[SIM_OUTCOMES_COUNT];
};
struct sim_outcomes sim_team_outcomes(const struct sim_team *team,
                                      const struct sim_parameters *parameters);

/* Karasek's quadrant of a slot (M1): passive 0, high-strain 1, low-strain 2, active 3, that is
 * (load >= 500) + 2 * (control >= 500); -1 for an empty place. */
int32_t sim_team_quadrant(const struct sim_team *team, int32_t slot);

/* --- how far somebody is, and how thin the leader's attention is spread -------------------------
 *
 * Movement shows within a phase: three small steps a phase, and a finished round is five big steps
 * up, not three down. */
#define SIM_SMALL_STEPS 3

/* Small steps within the phase, 0..2. */
int32_t sim_team_small_step(const struct sim_team *team, int32_t slot);

/* What the team has on its plate now: as the next week will count it. */
struct sim_plate {
    int32_t hours;     /* Of the leader, a week: what runs takes them. */
    int32_t available; /* As many hours the leader has. */
    int32_t fresh;     /* Initiatives that still ask attention. */
    int32_t limit;     /* As many get it whole. */
    int32_t carried;   /* Milli: what the leader's hours leave of an action. */
    int32_t attention; /* Milli: what attention leaves of it. */
};
struct sim_plate sim_team_plate(const struct sim_team *team, const struct sim_catalogue *catalogue,
                                const struct sim_parameters *parameters);

/* FNV-1a, 32 bit, over the whole state: equal where the reference is equal. */
uint32_t sim_team_fingerprint(const struct sim_team *team);

/* The state is in range: what sim_team_step may rely on. For tests, and for states from outside;
 * given a catalogue, running pulses refer to it. */
bool sim_team_check(const struct sim_team *team, const struct sim_catalogue *catalogue);

#endif
