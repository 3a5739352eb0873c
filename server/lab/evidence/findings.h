/* findings.h -- a finding of the literature, translated into two arms and one measure.
 *
 * The tests of scenarios/catalogue/evidence.json say what was done, where, compared with what, what
 * was measured and what came of it. These rules turn any of them into an experiment; none is made
 * for a single finding, and what is special stands in tests/evidence/translations.json.
 *
 *   team      the average profile, eight people, 13 weeks of running in. `low`, `mid`, `high` and
 *             `raised` of a state are -200, 0, +200 and +200, times the weight of what the state is
 *             in the model (factors.json: its levers, else its maps_to):
 *               a factor                its level before the first week
 *               a condition, rich work, a standing push on it, as strong
 *               a trait                 everybody's disposition
 *               start:quality           how well actions are carried out: 700 and so much more
 *               pulse:disrupt           less stability: a reorganisation in week 4
 *               pulse:hours             hours of the leader: 12, half more or half less
 *             A state that the model does not have is left out when both arms share it; when it is
 *             what is compared, the test cannot be expressed.
 *   action    the intervention's pulse in week 0, quality 700, as top-down and as imposed as the
 *             catalogue says it usually is (interventions.json: start)
 *   compare   with_vs_without; two interventions; two levels of the states (those that have the
 *             first level change to the second, or if none has it, the other way round)
 *   measure   the parts of what it is in the model (maps_to), each as paired difference over its
 *             spread (lab.h), averaged by weight. `coping` shows as less strain, `rich` as
 *             variation, challenge and whole tasks; start:quality is the strength with which the
 *             first action works, pulse:drop_ppm the share of the team that takes part in it.
 *             Studies ask people: autonomy and demands are those they experience (control, load).
 *             An action that people join is measured, against without it, in those who joined.
 *             These two rules were taken over from the stylised facts after the first run.
 *   verdict   up: d >= 0.02 and its 95% interval above zero; down: likewise below; none: d with all
 *             of its interval within -0.1 .. 0.1, which the effects of most actions in the model
 *             leave (Cohen's small effect, 0.2, is more than nearly all of them reach). When both
 *             arms are exactly equal in every team, no mechanism leads from the action to the
 *             measure: up and down cannot be expressed. */
#ifndef DK_LAB_EVIDENCE_FINDINGS_H
#define DK_LAB_EVIDENCE_FINDINGS_H

#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

#define FINDING_NONE  0.1  /* A real effect is larger. */
#define FINDING_ANY   0.02 /* Below this nothing is claimed to have gone up or down. */
#define FINDING_LIMIT 9.0  /* Open end of a band. */

/* Play one test. NULL: one check was added to x, id the measure; else why it cannot be expressed:
 * the id of a text in "reasons". *untouched: the arms were equal, which is what was expected.
 * *direct: measure_is_direct. Several threads may do this at once, each with its own x. */
const char *finding_run(const struct evidence_source *source, const cJSON *test,
                        struct lab_experiment *x, bool *untouched, bool *direct);

#endif
