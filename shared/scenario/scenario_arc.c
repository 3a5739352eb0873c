/* scenario_arc.c -- the order in which dilemmas come, how the story ends, what is asked afterwards.
 */
#include "scenario/compile.h"

#include "scenario/format.h"

static int32_t find_dilemma(struct compile *c, const struct at *at)
{
    const struct bytes id = at_string_here(at);
    const int32_t index = scenario_find_dilemma(c->scenario, id);
    struct nearest nearest = nearest_begin(id);

    if (index >= 0 || id.data == NULL)
        return index;
    for (uint32_t i = 0; i < c->scenario->dilemmas_count; i++)
        nearest_try(&nearest, c->scenario->dilemmas[i].id);
    at_problem_bytes(at, PROBLEM_DILEMMA_UNKNOWN, id, nearest.best);
    return -1;
}

static void deck_add(struct compile *c, const struct at *at, struct scenario_round *round)
{
    const int32_t index = find_dilemma(c, at);

    if (index < 0)
        return;
    for (uint32_t i = 0; i < round->deck_count; i++) {
        if (round->deck[i] == index)
            at_problem_bytes(at, PROBLEM_DILEMMA_TWICE, c->scenario->dilemmas[index].id,
                             (struct bytes){NULL, 0});
    }
    round->deck[round->deck_count++] = (uint8_t)index;
}

static void read_round(struct compile *c, const struct at *at, uint8_t act)
{
    struct scenario *s = c->scenario;
    struct scenario_round *round = &s->rounds[s->rounds_count++];
    uint32_t count;
    struct at list;

    *round = (struct scenario_round){.act = act};
    at_only_keys(at, "dilemma draw shuffled");
    round->shuffled = at_bool_or(at, "shuffled", false);
    if (at_has(at, "draw")) {
        list = at_list(at, "draw", 2, DECK_MAX, &count);
        for (uint32_t i = 0; i < count; i++) {
            const struct at item = at_number(&list, i);

            deck_add(c, &item, round);
        }
    } else if (at_has(at, "dilemma")) {
        const struct at item = at_key(at, "dilemma");

        deck_add(c, &item, round);
    } else {
        at_problem(at, PROBLEM_VALUE_MISSING, "dilemma", NULL, NULL);
    }
}

static bool deck_has(const struct scenario_round *round, uint32_t dilemma)
{
    for (uint32_t i = 0; i < round->deck_count; i++) {
        if (round->deck[i] == dilemma)
            return true;
    }
    return false;
}

/* Is something always left to draw in this round? There must be a dilemma that no earlier round can
 * take, or more dilemmas than there are earlier rounds that may take one of them. */
static bool always_left(const struct scenario *s, uint32_t number)
{
    const struct scenario_round *round = &s->rounds[number];
    uint32_t takers = 0;
    bool own = false;

    for (uint32_t earlier = 0; earlier < number; earlier++) {
        bool takes = false;

        for (uint32_t i = 0; i < round->deck_count; i++)
            takes = takes || deck_has(&s->rounds[earlier], round->deck[i]);
        takers += takes;
    }
    for (uint32_t i = 0; i < round->deck_count; i++) {
        bool taken = false;

        for (uint32_t earlier = 0; earlier < number; earlier++)
            taken = taken || deck_has(&s->rounds[earlier], round->deck[i]);
        own = own || !taken;
    }
    return own || round->deck_count > takers;
}

static void check_arc(struct compile *c, const struct at *acts)
{
    const struct scenario *s = c->scenario;
    char number[16];

    for (uint32_t i = 0; i < s->rounds_count; i++) {
        format_text(number, sizeof number, "%u", i + 1);
        if (s->rounds[i].deck_count > 0 && !always_left(s, i))
            at_problem(acts, PROBLEM_DECK_EMPTY, number, NULL, NULL);
    }
    for (uint32_t d = 0; d < s->dilemmas_count; d++) {
        bool reached = false;

        for (uint32_t i = 0; i < s->rounds_count; i++)
            reached = reached || deck_has(&s->rounds[i], d);
        if (!reached)
            at_problem_bytes(acts, PROBLEM_DILEMMA_UNREACHABLE, s->dilemmas[d].id,
                             (struct bytes){NULL, 0});
    }
}

void compile_arc(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    const struct at acts = at_list(root, "acts", 1, ACTS_MAX, &s->acts_count);
    char id[ID_TEXT_MAX + 1];

    for (uint32_t a = 0; a < s->acts_count; a++) {
        const struct at act = at_number(&acts, a);
        uint32_t count;
        const struct at rounds = at_list(&act, "rounds", 1, ROUNDS_MAX, &count);

        at_only_keys(&act, "id rounds");
        s->acts[a].id = at_id(&act, "id");
        format_text(id, sizeof id, "%b", s->acts[a].id);
        if (id[0] != '\0')
            s->acts[a].title = texts_get(&c->texts, "acts", id, NULL);
        for (uint32_t i = 0; i < count; i++) {
            const struct at round = at_number(&rounds, i);
            char numbers[2][16];

            if (s->rounds_count == ROUNDS_MAX) {
                format_text(numbers[0], sizeof numbers[0], "%d", ROUNDS_MAX);
                format_text(numbers[1], sizeof numbers[1], "%d", ROUNDS_MAX + 1);
                at_problem(&acts, PROBLEM_ROUNDS_RANGE, "1", numbers[0], numbers[1]);
                return;
            }
            read_round(c, &round, (uint8_t)a);
        }
    }
    check_arc(c, &acts);
}

void compile_endings(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    const struct at list = at_list(root, "endings", 1, ENDINGS_MAX, &s->endings_count);
    bool always = false;

    for (uint32_t i = 0; i < s->endings_count; i++) {
        const struct at at = at_number(&list, i);
        struct scenario_ending *ending = &s->endings[i];
        char id[ID_TEXT_MAX + 1], path[PROBLEM_PATH_MAX];
        struct text text;

        at_only_keys(&at, "id when");
        ending->id = at_id(&at, "id");
        ending->when = compile_condition(c, &at, "when", CONDITION_CHANGE);
        if (always)
            at_problem_bytes(&at, PROBLEM_ENDING_UNREACHABLE, ending->id, (struct bytes){NULL, 0});
        always = always || !at_has(&at, "when");
        if (ending->id.size == 0)
            continue;
        format_text(id, sizeof id, "%b", ending->id);
        format_text(path, sizeof path, "endings.%s", id);
        text = texts_get(&c->texts, "endings", id, NULL);
        ending->story = compile_story(c, &text, path);
        compile_length(c, &text, path, 20, 120);
    }
    if (list.json != NULL && s->endings_count > 0 && !always)
        at_problem(&list, PROBLEM_ENDING_MISSING, NULL, NULL, NULL);
}

static void read_debrief_cards(struct compile *c, const struct at *debrief)
{
    struct scenario *s = c->scenario;
    uint32_t count;
    const struct at list = at_list(debrief, "cards", 1, CARDS_MAX, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const struct bytes id = at_string_here(&item);
        const int32_t card = catalogue_find_card(s->catalogue, id);
        struct nearest nearest = nearest_begin(id);

        if (card >= 0) {
            s->cards[s->cards_count++] = (uint8_t)card;
            continue;
        }
        for (uint32_t j = 0; j < s->catalogue->cards_count; j++)
            nearest_try(&nearest, s->catalogue->cards[j].id);
        if (id.data != NULL)
            at_problem_bytes(&item, PROBLEM_CARD_UNKNOWN, id, nearest.best);
    }
}

void compile_debrief(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    const struct at debrief = at_object(root, "debrief");

    if (debrief.json == NULL)
        return;
    at_only_keys(&debrief, "cards");
    read_debrief_cards(c, &debrief);
    s->aims_count =
        texts_list(&c->texts, 1, DEBRIEF_QUESTIONS_MAX, s->aims, "debrief", "aims", NULL);
    s->single_loop_count = texts_list(&c->texts, 1, DEBRIEF_QUESTIONS_MAX, s->single_loop,
                                      "debrief", "single_loop", NULL);
    s->double_loop_count = texts_list(&c->texts, 1, DEBRIEF_QUESTIONS_MAX, s->double_loop,
                                      "debrief", "double_loop", NULL);
}
