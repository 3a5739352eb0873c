/* portraits.h -- who is drawn, and how they can look. The drawings are made from the recipe in
 * clients/ui/faces/people.json; a test holds these lists against it. An author who names somebody
 * else gets a warning, as the screens can only show letters then. */
#ifndef DK_SCENARIO_PORTRAITS_H
#define DK_SCENARIO_PORTRAITS_H

#include "base/bytes.h"

#define PORTRAITS(X)                                                                               \
    X(sanne)                                                                                       \
    X(bram)                                                                                        \
    X(yasmina)                                                                                     \
    X(joris)                                                                                       \
    X(meilin)                                                                                      \
    X(kofi)                                                                                        \
    X(marga)                                                                                       \
    X(wouter)                                                                                      \
    X(nadia)                                                                                       \
    X(greet)                                                                                       \
    X(ilse)                                                                                        \
    X(grace)                                                                                       \
    X(priya)                                                                                       \
    X(hassan)                                                                                      \
    X(tim)                                                                                         \
    X(peter)                                                                                       \
    X(jasper)                                                                                      \
    X(hanna)                                                                                       \
    X(hua)                                                                                         \
    X(marlon)                                                                                      \
    X(ineke)                                                                                       \
    X(ruud)                                                                                        \
    X(samira)

#define EXPRESSIONS(X)                                                                             \
    X(rustig) X(blij) X(vertelt) X(twijfelt) X(stil) X(ernstig) X(moe) X(somber) X(vastberaden)

enum {
#define X(name) PORTRAIT_##name,
    PORTRAITS(X)
#undef X
        PORTRAITS_COUNT
};
enum {
#define X(name) EXPRESSION_##name,
    EXPRESSIONS(X)
#undef X
        EXPRESSIONS_COUNT
};

extern const char *const portrait_names[PORTRAITS_COUNT];
extern const char *const expression_names[EXPRESSIONS_COUNT];

/* Is it one of `names`? If not, *nearest is the one probably meant (size 0: none is near). */
bool portraits_have(const char *const *names, uint32_t count, struct bytes name,
                    struct bytes *nearest);

#endif
