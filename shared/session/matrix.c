#include "session/matrix.h"

#include "session/inside.h"

void matrix_find_actions(const struct session *s, const struct room *r, struct matrix_actions *out)
{
    out->count = 0;
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++) {
        const struct scenario_option *o =
            scenario_option_at(s->scenario, r->rounds[i].dilemma, r->rounds[i].decision);

        for (uint32_t k = 0; k < o->starts_count; k++) {
            if (o->starts[k].intervention >= 0)
                out->items[out->count++] = (uint16_t)o->starts[k].intervention;
        }
    }
}

uint32_t matrix_count(const struct session *s, const struct matrix_actions *actions, uint32_t layer,
                      uint32_t phase)
{
    const struct catalogue *c = s->scenario->catalogue;
    uint32_t count = 0;

    assert(layer < LAYER_COUNT && phase < PHASE_COUNT);
    for (uint32_t i = 0; i < actions->count; i++)
        count += c->interventions[actions->items[i]].layer_phases[layer] >> phase & 1u;
    return count;
}

uint32_t matrix_stood(const struct session *s, const struct room *r, uint32_t phase)
{
    uint32_t count = 0;

    for (uint32_t m = 0; m < s->scenario->members_count; m++) {
        bool stood = r->start.phases[m] == phase;

        for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
            stood |= r->rounds[i].after.phases[m] == phase;
        count += stood;
    }
    return count;
}
