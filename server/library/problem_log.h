/* problem_log.h -- what keeps a story from being played, in the log: a line for each error, with
 * file, place and reason, in English. */
#ifndef DK_LIBRARY_PROBLEM_LOG_H
#define DK_LIBRARY_PROBLEM_LOG_H

#include "scenario/scenario.h"

/* Without a catalogue (NULL), where the sentences stand, the reason is the problem's name. */
void problem_log_errors(const struct catalogue *catalogue, const struct problem_list *problems);

#endif
