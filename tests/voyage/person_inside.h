/* person_inside.h -- between the files of people: their tabs (person_tab.c), what they ask over
 * HTTP (person_ask.c), what they wish (person_wish.c) and what befalls them (person.c). */
#ifndef DK_TESTS_VOYAGE_PERSON_INSIDE_H
#define DK_TESTS_VOYAGE_PERSON_INSIDE_H

#include "person.h"

static inline struct person *person_of(struct voyage *v, uint32_t i)
{
    return &v->people->list[i];
}

static inline struct tab *tab_of(struct voyage *v, uint32_t person, uint32_t tab)
{
    return &v->people->list[person].tabs[tab];
}

void tab_load(struct voyage *v, uint32_t person, uint32_t tab);
void tab_unload(struct voyage *v, uint32_t person, uint32_t tab);
/* Let the moments of its timers be on the agenda. */
void tab_plan(struct voyage *v, uint32_t person, uint32_t tab);
/* A tab that is open, or TABS_MAX. */
uint32_t tab_some(struct voyage *v, uint32_t person, uint64_t r);

enum ask_kind { ASK_SESSION, ASK_SEAT, ASK_DELETE };
/* Over HTTP, again and again until there is an answer. */
void person_ask(struct voyage *v, uint32_t person, enum ask_kind kind);
/* A new one, which nobody has. */
void person_new_token(struct voyage *v, uint32_t person);

/* What somebody in this place would do now. */
void person_act(struct voyage *v, uint32_t person, uint64_t r);

#endif
