/* signal_reader.h -- are the signals fair? How often the best possible reader of behaviours names
 * the right phase of a member, and how often chance would.
 *
 * Average teams of eight, 13 weeks of running in, rounds of four weeks, no action; each round every
 * member shows one behaviour. The reader is a Bayes filter: it knows the shares of the phases, how
 * often each behaviour is shown in each phase and how people move between rounds (all counted in
 * one set of teams), and is tried on other teams. It does not see the other figures. Nobody can do
 * better from one behaviour per round; people will do less well. */
#ifndef DK_LAB_EVIDENCE_SIGNAL_READER_H
#define DK_LAB_EVIDENCE_SIGNAL_READER_H

#include "lab/evidence/lab.h"

#include "sim/sim_signal.h"

#define SIGNALS_ROUNDS 4
#define SIGNALS_WEEKS  4 /* Per round. */

struct signals_table {
    uint32_t read[SIGNALS_ROUNDS][SIM_PHASES_COUNT][SIM_PHASES_COUNT]; /* [round][is][read as] */
};

/* The reader is tried on `teams` of the lab; it learns from four times as many, with later
 * seeds. */
void signals_measure(const struct lab *lab, const struct sim_behaviour *behaviours, uint32_t count,
                     struct signals_table *out);

/* After round + 1 rounds: how many members are in this phase (SIM_PHASES_COUNT: in any), and the
 * share of them whose phase is read right. */
uint32_t signals_people(const struct signals_table *table, uint32_t round, uint32_t phase);
double signals_accuracy(const struct signals_table *table, uint32_t round, uint32_t phase);
/* The share that guessing would get right: for one phase its own share, over all that of the most
 * common phase. */
double signals_chance(const struct signals_table *table, uint32_t round, uint32_t phase);

#endif
