/* sim_signal.h -- what may be seen of a team: behaviours and noisy figures, never the phase (M13).
 *
 * Several behaviours fit several phases ("is silent in the meeting" can be not caring, not daring
 * or being tired), so diagnosing takes repeated looking. A team that becomes safer first *reports*
 * more errors without making more (Edmondson 1996, 1999). Draws are a function of seed, week and
 * slot: looking twice shows the same.
 *
 * Source: shared/sim/README.md, "8. Looking". */
#ifndef SIM_SIGNAL_H
#define SIM_SIGNAL_H

#include "sim/sim.h"

#define SIM_BEHAVIOURS_MAX 64

/* A stock of a member that can make a behaviour likelier, or be asked in a condition. */
enum sim_stock {
    SIM_STOCK_WETEN,
    SIM_STOCK_WILLEN,
    SIM_STOCK_KUNNEN,
    SIM_STOCK_DURVEN,
    SIM_STOCK_MOGEN,
    SIM_STOCK_STRAIN,
    SIM_STOCK_ENGAGEMENT,
    SIM_STOCK_TRUST,
    SIM_STOCK_SKILL,
    SIM_STOCK_READY,
    SIM_STOCKS_COUNT
};

/* A behaviour is drawn in proportion to weight[phase] * (500 + v), v the stock in milli, or 1000
 * minus it when `inverse`. */
struct sim_behaviour {
    int16_t weight[SIM_PHASES_COUNT]; /* 0..1000, not all 0 */
    uint8_t stock;                    /* enum sim_stock */
    uint8_t inverse;                  /* 0 or 1 */
};

bool sim_behaviours_check(const struct sim_behaviour *behaviours, uint32_t count);

/* Observation number `which` (0..3) of a filled slot this week: an index into the table, which
 * passed the check; -1 if no weight of the table applies to this phase. */
int32_t sim_signal_behaviour(const struct sim_team *team, int32_t slot, uint32_t which,
                             const struct sim_behaviour *behaviours, uint32_t count);

/* The dashboard of a round, with k the filled slots and N(i, v) = clamp(v + spread(NOISE, week,
 * 100 + i, 90)). */
struct sim_figures {
    int32_t workload;        /* N(0, load), down to 50 */
    int32_t mood;            /* N(1, engagement), down to 50 */
    int32_t output;          /* N(2, performance), down to 50 */
    int32_t absence;         /* N(3, strain) / 10 */
    int32_t ideas;           /* k * durven * (opp + weten) / 400000 */
    int32_t training_hours;  /* 8 for each who is acting, 2 for each beyond */
    int32_t reported_errors; /* M * (200 + 6 durven / 10) / 10000 */
    int32_t vacancies;       /* empty slots */
    int32_t made_errors;     /* M / 10, hidden; M = sum of 40 + (1000 - skill) / 10
                              * + strain_u / 20000 + (60 if acting or applying) */
    int32_t hours_asked;     /* of the leader by the pulses, last week */
    int32_t hours_available;
    int32_t money;   /* spent so far */
    int32_t running; /* pulses under way that are no happenings, env_u >= 200000 */
};

/* As shown during play; made_errors is for the debriefing. */
struct sim_figures sim_signal_figures(const struct sim_team *team,
                                      const struct sim_catalogue *catalogue,
                                      const struct sim_parameters *parameters);
/* For the debriefing: the same without noise and without rounding to 50. */
struct sim_figures sim_signal_figures_true(const struct sim_team *team,
                                           const struct sim_catalogue *catalogue,
                                           const struct sim_parameters *parameters);

#endif
