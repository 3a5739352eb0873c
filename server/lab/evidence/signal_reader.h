/* signal_reader.h -- are the signals fair? How well somebody who reads behaviours as well as can
 * be done names the phase of a team member, and how often chance would.
 *
 * Average teams of eight, 13 weeks of running in, rounds of four weeks, no action; each round every
 * member shows one behaviour. The reader is a Bayes filter: it knows the shares of the phases, how
 * often each behaviour is shown in each phase and how people move between rounds (all counted in
 * one set of teams), and is tried on other teams. It sees nothing of the other figures. Nobody can
 * do better from one behaviour a round; people will do less well. */
#ifndef DK_LAB_EVIDENCE_SIGNAL_READER_H
#define DK_LAB_EVIDENCE_SIGNAL_READER_H

#include "lab/evidence/lab.h"

#include "sim/sim_signal.h"

#define SIGNALS_ROUNDS 4
#define SIGNALS_WEEKS  4 /* Per round. */

struct signals_table {
    uint32_t read[SIGNALS_ROUNDS][SIM_PHASES_COUNT][SIM_PHASES_COUNT]; /* [round][is][read as] */
};

/* teams of the lab are tried; four times as many, with later seeds, are learned from. */
void signals_measure(const struct lab *lab, const struct sim_behaviour *behaviours, uint32_t count,
                     struct signals_table *out);

/* Of members in this phase (SIM_PHASES_COUNT: of all) after round+1 rounds: how many there are, and
 * the share that is read right. */
uint32_t signals_people(const struct signals_table *table, uint32_t round, uint32_t phase);
double signals_accuracy(const struct signals_table *table, uint32_t round, uint32_t phase);
/* The share that would be right by guessing: of a phase its own share, in all that of the commonest
 * phase. */
double signals_chance(const struct signals_table *table, uint32_t round, uint32_t phase);

#endif
