/* vectors_reader.c -- reads golden vectors: JSON into the core's structs, with every value
 * checked. */
#include "lab/vectors/vectors_reader.h"

#include <stdio.h>
#include <string.h>

/* --- where we are, and what is wrong -------------------------------------------------------- */

bool vectors_ok(const struct vectors_reader *in)
{
    return in->fault[0] == '\0';
}

void vectors_fault(struct vectors_reader *in, const char *fault)
{
    if (vectors_ok(in))
        snprintf(in->fault, sizeof in->fault, "%s", fault);
}

static size_t enter(struct vectors_reader *in, const char *segment)
{
    size_t depth = in->path_bytes, room = sizeof in->path - depth;

    if (!vectors_ok(in)) /* Keep the path of the fault. */
        return depth;
    snprintf(in->path + depth, room, "%s", segment);
    in->path_bytes = depth + strlen(in->path + depth);
    return depth;
}

size_t vectors_enter(struct vectors_reader *in, const char *key)
{
    char segment[96];

    snprintf(segment, sizeof segment, "%s%s", in->path_bytes > 0 ? "." : "", key);
    return enter(in, segment);
}

size_t vectors_enter_item(struct vectors_reader *in, int index)
{
    char segment[24];

    snprintf(segment, sizeof segment, "[%d]", index);
    return enter(in, segment);
}

void vectors_leave(struct vectors_reader *in, size_t depth)
{
    if (!vectors_ok(in))
        return;
    in->path_bytes = depth;
    in->path[depth] = '\0';
}

/* --- values ---------------------------------------------------------------------------------- */

int64_t vectors_number(struct vectors_reader *in, const cJSON *value, int64_t low, int64_t high)
{
    char fault[96];
    double d = cJSON_IsNumber(value) ? value->valuedouble : 0;

    if (!cJSON_IsNumber(value)) {
        vectors_fault(in, value == NULL ? "is missing" : "is not a number");
    } else if (d < (double)low || d > (double)high || d != (double)(int64_t)d) {
        snprintf(fault, sizeof fault, "is not a whole number from %lld to %lld", (long long)low,
                 (long long)high);
        vectors_fault(in, fault);
    } else {
        return (int64_t)d;
    }
    return low;
}

int32_t vectors_int(struct vectors_reader *in, const cJSON *object, const char *key, int32_t low,
                    int32_t high)
{
    size_t depth = vectors_enter(in, key);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    int32_t number = (int32_t)vectors_number(in, value, low, high);

    vectors_leave(in, depth);
    return number;
}

const char *vectors_text(struct vectors_reader *in, const cJSON *object, const char *key)
{
    size_t depth = vectors_enter(in, key);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

    if (!cJSON_IsString(value))
        vectors_fault(in, value == NULL ? "is missing" : "is not a text");
    vectors_leave(in, depth);
    return cJSON_IsString(value) ? value->valuestring : "";
}

const cJSON *vectors_object(struct vectors_reader *in, const cJSON *object, const char *key)
{
    size_t depth = vectors_enter(in, key);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);

    if (!cJSON_IsObject(value))
        vectors_fault(in, value == NULL ? "is missing" : "is not an object");
    vectors_leave(in, depth);
    return value;
}

const cJSON *vectors_array(struct vectors_reader *in, const cJSON *object, const char *key,
                           int count_min, int count_max)
{
    size_t depth = vectors_enter(in, key);
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    int count = cJSON_GetArraySize(value);
    char fault[96];

    if (!cJSON_IsArray(value)) {
        vectors_fault(in, value == NULL ? "is missing" : "is not an array");
    } else if (count < count_min || count > count_max) {
        snprintf(fault, sizeof fault, "has %d items, not %d to %d", count, count_min, count_max);
        vectors_fault(in, fault);
    }
    vectors_leave(in, depth);
    return value;
}

void vectors_ints(struct vectors_reader *in, const cJSON *object, const char *key, int32_t *out,
                  int count, int32_t low, int32_t high)
{
    const cJSON *array = vectors_array(in, object, key, count, count);
    const cJSON *item;
    size_t depth = vectors_enter(in, key);
    int i = 0;

    memset(out, 0, (size_t)count * sizeof *out);
    cJSON_ArrayForEach(item, array)
    {
        size_t inner = vectors_enter_item(in, i);

        if (!vectors_ok(in) || i >= count)
            break;
        out[i++] = (int32_t)vectors_number(in, item, low, high);
        vectors_leave(in, inner);
    }
    vectors_leave(in, depth);
}

/* --- parameters ------------------------------------------------------------------------------ */

static void read_parameter(struct vectors_reader *in, const cJSON *object,
                           const struct sim_parameter_info *info, struct sim_parameters *out)
{
    int32_t values[SIM_PARAMETER_VALUES];

    if (info->count == 1)
        values[0] = vectors_int(in, object, info->name, info->value_min, info->value_max);
    else
        vectors_ints(in, object, info->name, values, info->count, info->value_min, info->value_max);
    for (size_t item = 0; vectors_ok(in) && item < info->count; item++)
        sim_parameter_set(out, info, item, values[item]);
}

void vectors_read_parameters(struct vectors_reader *in, const cJSON *document,
                             struct sim_parameters *out)
{
    const cJSON *object = vectors_object(in, document, "parameters");
    const cJSON *item;
    size_t depth = vectors_enter(in, "parameters");

    *out = sim_parameters_default();
    for (size_t i = 0; i < sim_parameters_count(); i++)
        read_parameter(in, object, sim_parameter_at(i), out);
    cJSON_ArrayForEach(item, object)
    {
        size_t inner = vectors_enter(in, item->string);

        if (sim_parameter_find(item->string, strlen(item->string)) == NULL)
            vectors_fault(in, "is no parameter of this model");
        vectors_leave(in, inner);
    }
    vectors_leave(in, depth);
}

/* --- catalogue ------------------------------------------------------------------------------- */

static uint8_t read_effects(struct vectors_reader *in, const cJSON *object, const char *key,
                            struct sim_effect *out, int count_max, int whats)
{
    const cJSON *array = vectors_array(in, object, key, 0, count_max);
    const cJSON *pair;
    size_t depth = vectors_enter(in, key);
    int i = 0;

    cJSON_ArrayForEach(pair, array)
    {
        size_t inner = vectors_enter_item(in, i);

        if (!vectors_ok(in))
            break;
        if (cJSON_GetArraySize(pair) != 2)
            vectors_fault(in, "is not a pair");
        out[i].what = (int16_t)vectors_number(in, cJSON_GetArrayItem(pair, 0), 0, whats - 1);
        out[i].amplitude = (int16_t)vectors_number(in, cJSON_GetArrayItem(pair, 1), -1000, 1000);
        i++;
        vectors_leave(in, inner);
    }
    vectors_leave(in, depth);
    return (uint8_t)i;
}

static void read_pulse(struct vectors_reader *in, const cJSON *object, struct sim_pulse *d)
{
    const char *layer = vectors_text(in, object, "layer");
    int index = sim_layer_find(layer, strlen(layer));

    if (index < 0)
        vectors_fault(in, "has an unknown layer");
    d->layer = (uint8_t)sim_layer_find(layer, strlen(layer));
    d->lifts_count =
        read_effects(in, object, "lifts", d->lifts, SIM_PULSE_LIFTS_MAX, SIM_FACTORS_COUNT);
    d->pushes_count =
        read_effects(in, object, "push", d->pushes, SIM_PULSE_PUSHES_MAX, SIM_PUSHES_COUNT);
    vectors_ints(in, object, "fit", d->fit, SIM_PHASES_COUNT, 0, 1000);
    vectors_ints(in, object, "need", d->need, SIM_PRECONDITIONS_COUNT, 0, 1000);
    d->delay = vectors_int(in, object, "delay", 0, 1000);
    d->ramp = vectors_int(in, object, "ramp", 0, 1000);
    d->hold = vectors_int(in, object, "hold", 0, 1000);
    d->fade = vectors_int(in, object, "fade", 1, 1000);
    d->lead = vectors_int(in, object, "lead", 0, 1000);
    d->change = vectors_int(in, object, "change", 0, 1000);
    d->embed = vectors_int(in, object, "embed", 0, 100);
    d->hours = vectors_int(in, object, "hours", -100, 100);
    d->load = vectors_int(in, object, "load", -1000, 1000);
    d->money = vectors_int(in, object, "money", 0, 1000000);
    d->drop_ppm = vectors_int(in, object, "drop_ppm", 0, 1000000);
    d->personal = (uint8_t)vectors_int(in, object, "personal", 0, 1);
    d->disrupt = vectors_int(in, object, "disrupt", 0, 1000);
    if (vectors_ok(in) && sim_pulse_check(d) != SIM_PULSE_OK)
        vectors_fault(in, "is not within the ranges of a pulse");
}

void vectors_read_catalogue(struct vectors_reader *in, const cJSON *document,
                            struct sim_catalogue *out, struct vectors_keys *keys)
{
    const cJSON *array = vectors_array(in, document, "catalogue", 1, SIM_PULSES_MAX);
    const cJSON *item;
    size_t depth = vectors_enter(in, "catalogue");

    memset(out, 0, sizeof *out);
    cJSON_ArrayForEach(item, array)
    {
        size_t inner = vectors_enter_item(in, (int)out->pulses_count);

        if (!vectors_ok(in))
            break;
        keys->key[out->pulses_count] = vectors_text(in, item, "key");
        read_pulse(in, item, &out->pulses[out->pulses_count++]);
        vectors_leave(in, inner);
    }
    vectors_leave(in, depth);
}

/* --- team ------------------------------------------------------------------------------------ */

static void read_member(struct vectors_reader *in, const cJSON *object, struct sim_members *m,
                        int slot)
{
    m->phase[slot] = vectors_int(in, object, "phase", 0, SIM_PHASES_COUNT - 1);
    m->spiral[slot] = vectors_int(in, object, "spiral", 0, SIM_WEEKS_MAX);
    m->tenure[slot] = vectors_int(in, object, "tenure", 0, 5000);
    m->load[slot] = vectors_int(in, object, "load", 0, 1000);
    m->vacant[slot] = vectors_int(in, object, "vacant", 0, 1000);
    m->sick[slot] = vectors_int(in, object, "sick", 0, 1);
    m->side[slot] = vectors_int(in, object, "side", 0, SIM_SIDES);
#define STOCK(name) m->name[slot] = vectors_int(in, object, #name, 0, 1000000)
    STOCK(ready_u), STOCK(skill_u), STOCK(weten_u), STOCK(willen_u), STOCK(kunnen_u);
    STOCK(durven_u), STOCK(mogen_u), STOCK(strain_u), STOCK(eng_u), STOCK(trust_u);
    STOCK(used_u), STOCK(tired_u), STOCK(wont_u), STOCK(routine_u), STOCK(usual_u);
#undef STOCK
    m->progress_u[slot] = vectors_int(in, object, "progress_u", 0, 4000000);
    m->hurdle_u[slot] = vectors_int(in, object, "hurdle_u", 100000, 4000000);
#define X(name) m->name[slot] = vectors_int(in, object, #name, -1000, 1000);
    SIM_MEMBER_TRAITS(X)
#undef X
}

static uint32_t read_seed(struct vectors_reader *in, const cJSON *initial)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(initial, "seed");
    size_t depth = vectors_enter(in, "seed");
    uint32_t seed = (uint32_t)vectors_number(in, value, 0, UINT32_MAX);

    vectors_leave(in, depth);
    return seed;
}

void vectors_read_team(struct vectors_reader *in, const cJSON *initial, struct sim_team *out)
{
    int32_t base[SIM_FACTORS_COUNT], hours = vectors_int(in, initial, "leader_hours", 1, 1000);
    uint32_t seed = read_seed(in, initial);
    const cJSON *members = vectors_array(in, initial, "members", 1, SIM_MEMBERS_MAX);
    const cJSON *item;
    int slot = 0;

    vectors_ints(in, initial, "base", base, SIM_FACTORS_COUNT, 0, 1000);
    if (!vectors_ok(in))
        return;
    sim_team_init(out, seed, cJSON_GetArraySize(members), hours, base);

    size_t depth = vectors_enter(in, "members");

    cJSON_ArrayForEach(item, members)
    {
        size_t inner = vectors_enter_item(in, slot);

        read_member(in, item, &out->member, slot++);
        vectors_leave(in, inner);
    }
    vectors_leave(in, depth);
    sim_team_settle(out);
}
