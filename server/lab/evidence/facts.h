/* facts.h -- 71 stylised facts from the literature, as experiments.
 *
 * All run with one set of parameters. Their bands come from the sources and were fixed before the
 * fact was first run. Claims, sources and labels are in tests/evidence/texts, by these ids.
 *
 *   E  emergent: follows from the mechanisms, no strength was chosen for it
 *   P  parameterised: also rests on the assumed strength of one intervention
 *   H  held out: written after the parameters were fixed, and nothing was changed for it
 *   M  missed at first, then served by adding a named mechanism (shared/sim/README.md)
 *
 * Source: run_experiments.py of the reference model. */
#ifndef DK_LAB_EVIDENCE_FACTS_H
#define DK_LAB_EVIDENCE_FACTS_H

#include "lab/evidence/lab.h"

/* A: workload, control, support; B: phases; C: how change is brought; D: known interventions;
 * E: safety, turnover, signals; F and G: written later, to test the model as it was. */
/* clang-format off */
#define FACTS(X)                                                                                   \
    X(A1, E) X(A2, E) X(A3, E) X(A4, E) X(A5, E) X(A6, E)                                          \
    X(B1, P) X(B2, E) X(B3, E) X(B4, E) X(B5, P) X(B6, E) X(B7, E) X(B8, E) X(B9, P)               \
    X(C1, E) X(C2, P) X(C3, P) X(C4, E) X(C5, P) X(C6, E) X(C7, E) X(C8, P) X(C9, P) X(C10, E)     \
    X(C11, E) X(C12, E) X(C13, E) X(C14, E) X(C15, E)                                              \
    X(D1, P) X(D2, P) X(D3, P) X(D4, P) X(D5, P) X(D6, P) X(D7, E) X(D8, P) X(D9, P) X(D10, P)     \
    X(D11, E) X(D12, P) X(D13, P) X(D14, P) X(D15, P)                                              \
    X(E1, E) X(E2, E) X(E3, E) X(E4, E) X(E5, E) X(E6, E)                                          \
    X(F1, H) X(F2, H) X(F3, H) X(F4, H) X(F5, H) X(F6, M) X(F7, H) X(F8, M) X(F9, M) X(F10, M)     \
    X(F11, H)                                                                                      \
    X(G1, H) X(G2, H) X(G3, H) X(G4, H) X(G5, H) X(G6, H) X(G7, H) X(G8, M) X(G9, H)
/* clang-format on */

struct fact {
    const char *id;
    char kind;
    void (*run)(struct lab_experiment *x); /* Adds its checks to x. */
};

extern const struct fact facts[];
extern const uint32_t facts_count;

#define X(ID, kind) void fact_##ID(struct lab_experiment *x);
FACTS(X)
#undef X

#endif
