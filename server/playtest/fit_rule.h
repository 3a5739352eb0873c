/* fit_rule.h -- the choice of a leader who takes what is made for the phases that people seem to be
 * in: the message of the maturity model. Private to the playtest. */
#ifndef DK_PLAYTEST_FIT_RULE_H
#define DK_PLAYTEST_FIT_RULE_H

#include "scenario/scenario.h"

#define FIT_RULE_MISREAD 30 /* Per cent of the phases that a reader gets wrong. */

/* The option that suits best those whom the dilemma is about, as far as this reader sees. `luck`
 * says which phases are misread; of options that suit as well, it takes any. */
uint32_t fit_rule_choose(const struct scenario *s, uint32_t dilemma, const struct sim_team *team,
                         uint32_t luck);

/* The index of the highest value; of equal ones, any may be taken. */
uint32_t fit_rule_highest(const int32_t value[OPTIONS_MAX], uint32_t count, uint32_t luck);

#endif
