/* findings.h -- a finding of the literature, translated into two arms and one measure.
 *
 * The tests of scenarios/catalogue/evidence.json say what was done, where, compared with what, what
 * was measured and with what result. These rules turn any of them into an experiment. No rule is
 * made for a single finding; special cases are in tests/evidence/translations.json.
 *
 *   team      the average profile, eight people, 13 weeks of running in. `low`, `mid`, `high` and
 *             `raised` of a state are -200, 0, +200 and +200, times the weight of what the state is
 *             in the model (factors.json: its levers, else its maps_to):
 *               a factor                its level before the first week
 *               a condition, rich work  a standing push on it of this strength
 *               a trait                 everybody's disposition
 *               start:quality           how well actions are carried out: 700 plus this
 *               pulse:disrupt           less stability: a reorganisation in week 4
 *               pulse:hours             hours of the leader: 12, half more or half less
 *             A state that the model does not have is left out when both arms share it; when the
 *             arms differ in it, the test cannot be expressed.
 *   action    the intervention's pulse in week 0, quality 700, as top-down and as imposed as the
 *             catalogue says it usually is (interventions.json: start)
 *   compare   with_vs_without; two interventions; two levels of the states (states at the first
 *             level change to the second; if none is, states at the second change to the first)
 *   measure   the parts of what it is in the model (maps_to), each as paired difference over its
 *             spread (lab.h), averaged by weight. `coping` shows as less strain, `rich` as
 *             variation, challenge and whole tasks; start:quality is the strength with which the
 *             first action works, pulse:drop_ppm the share of the team that takes part in it.
 *             Studies ask people, so autonomy and demands are what they experience (control, load).
 *             An action that people join is compared with its absence in those who joined. These
 *             two rules were taken over from the stylised facts after the first run.
 *   verdict   up: d >= 0.02 and its 95% interval above zero; down: d <= -0.02 and the interval
 *             below zero; none: the whole interval within -0.1 .. 0.1. Most actions in the model
 *             have effects beyond 0.1, and hardly any reaches Cohen's small effect, 0.2. When both
 *             arms are exactly equal in every team, no mechanism leads from the action to the
 *             measure: up and down cannot be expressed. */
#ifndef DK_LAB_EVIDENCE_FINDINGS_H
#define DK_LAB_EVIDENCE_FINDINGS_H

#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

#define FINDING_NONE  0.1  /* A real effect is larger. */
#define FINDING_ANY   0.02 /* A smaller change is neither up nor down. */
#define FINDING_LIMIT 9.0  /* The open end of a band. */

/* Play one test. Returns NULL, and one check with the measure as its id is added to x; or the id of
 * a text in "reasons" that says why the test cannot be expressed. *untouched: the arms were equal,
 * as expected. *direct: measure_is_direct. Several threads may do this at once, each with its own
 * x. */
const char *finding_run(const struct evidence_source *source, const cJSON *test,
                        struct lab_experiment *x, bool *untouched, bool *direct);

#endif
