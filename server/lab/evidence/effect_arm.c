/* effect_arm.c -- reads the words of an arm. */
#include "lab/evidence/effect_arm.h"

#include "lab/evidence/effect_bind.h"

#include <stdlib.h>
#include <string.h>

#define QUALITY_USUAL 850
#define UP_USUAL      700
#define EVERY_UNTIL   1000

struct arm_reader {
    const struct lab_experiment *x;
    struct effect_arm *arm;
    char *word; /* The current word. */
    int32_t quality, up, tenure;
    bool forced, spoken; /* spoken: quality, up or forced is given. */
    uint16_t only;
    bool happening[LAB_STARTS_MAX];
};

/* Reads "700", "0..150" or "+150", if that is all of the text. */
static bool read_whole(const char *text, int32_t least, int32_t most, int32_t *out)
{
    char *end;
    long value = strtol(text, &end, 10);

    *out = (int32_t)value;
    return end != text && *end == '\0' && value >= least && value <= most;
}

/* Cuts "text@8" in two; the number after it, or `otherwise`. */
static bool cut_week(char *text, int32_t otherwise, int32_t *week, int32_t *every)
{
    char *at = strchr(text, '@');

    *week = otherwise;
    *every = 0;
    if (at == NULL)
        return true;
    *at++ = '\0';
    if (strncmp(at, "every", 5) == 0)
        return read_whole(at + 5, 1, 200, every);
    return read_whole(at, 0, 200, week);
}

/* --- a word at a time ------------------------------------------------------------------------- */

static bool read_factor(struct arm_reader *r, int factor, char *value)
{
    struct lab_plan *plan = &r->arm->plan;
    int32_t week, every, level;

    if (!cut_week(value, -1, &week, &every) || every > 0 || !read_whole(value, 0, 1000, &level))
        return false;
    if (week < 0) {
        r->arm->setup.origin.base[factor] = level;
        r->arm->setup.fixed |= 1u << factor;
        return true;
    }
    if (plan->shifts_count == LAB_SHIFTS_MAX)
        return false;
    plan->shift[plan->shifts_count++] = (struct lab_shift){week, factor, level};
    return true;
}

static int pulse_find(const struct lab_experiment *x, const char *key)
{
    for (uint32_t i = 0; i < x->lab->catalogue->pulses_count; i++)
        if (strcmp(x->lab->keys[i], key) == 0)
            return (int)i;
    return -1;
}

static bool read_start(struct arm_reader *r, char *key, bool happening)
{
    struct lab_plan *plan = &r->arm->plan;
    int32_t week, every;
    int pulse;

    if (plan->count == LAB_STARTS_MAX || !cut_week(key, 0, &week, &every))
        return false;
    pulse = pulse_find(r->x, key);
    if (pulse < 0)
        return false;
    r->happening[plan->count] = happening;
    plan->start[plan->count++] = (struct lab_start){
        .pulse = (uint32_t)pulse, .at = week, .every = every, .until = EVERY_UNTIL};
    return true;
}

/* "open+150" */
static bool read_trait(struct arm_reader *r, char *text)
{
    static const char *const names[] = {
#define X(name) #name,
        SIM_MEMBER_TRAITS(X)
#undef X
    };
    size_t bytes = strcspn(text, "+-");
    int32_t shift;

    if (!read_whole(text + bytes, -1000, 1000, &shift))
        return false;
    for (int i = 0; i < SIM_TRAITS_COUNT; i++) { /* Names are t_open, ... */
        if (strlen(names[i]) == bytes + 2 && memcmp(names[i] + 2, text, bytes) == 0) {
            r->arm->setup.trait_shift[i] += shift;
            return true;
        }
    }
    return false;
}

static bool read_tenure(struct arm_reader *r, char *text)
{
    struct lab_setup *setup = &r->arm->setup;
    char *dots = strstr(text, "..");

    if (dots == NULL)
        return read_whole(text, 0, 4000, &r->tenure);
    *dots = '\0';
    return read_whole(text, 0, 4000, &setup->tenure_least) &&
           read_whole(dots + 2, 1, 4000, &setup->tenure_most) &&
           setup->tenure_least < setup->tenure_most;
}

static bool read_phase(struct arm_reader *r, const char *name)
{
    static const char *const names[SIM_PHASES_COUNT] = {"ONB", "SEL", "ACT", "TOE", "CON"};

    for (int p = 0; p < SIM_PHASES_COUNT; p++) {
        if (strcmp(names[p], name) != 0)
            continue;
        for (int i = 0; i < LAB_SLOTS; i++)
            r->arm->setup.origin.member[i].phase = p;
        r->arm->burn_in = 0;
        return true;
    }
    return false;
}

/* The factors of a profile ("zwak"), except those that were given already. */
static bool read_profile(struct arm_reader *r, const char *name)
{
    static const char *const names[] = {"zwak", "gemiddeld", "sterk"};
    struct lab_setup *setup = &r->arm->setup;

    for (int p = 0; p < 3; p++) {
        if (strcmp(names[p], name) != 0)
            continue;
        struct sim_origin origin = sim_origin_default(0, LAB_MEMBERS, (enum sim_profile)p);

        for (int f = 0; f < SIM_FACTORS_COUNT; f++)
            if ((setup->fixed >> f & 1) == 0)
                setup->origin.base[f] = origin.base[f];
        return true;
    }
    return false;
}

static bool read_setting(struct arm_reader *r, const char *name, char *value)
{
    int factor = sim_factor_find(name, strlen(name));

    if (factor >= 0)
        return read_factor(r, factor, value);
    if (strcmp(name, "up") == 0)
        return (r->spoken = true) && read_whole(value, 0, 1000, &r->up);
    if (strcmp(name, "quality") == 0)
        return (r->spoken = true) && read_whole(value, 0, 1000, &r->quality);
    if (strcmp(name, "skill") == 0)
        return read_whole(value, 0, 1000, &r->arm->setup.skill);
    if (strcmp(name, "tenure") == 0)
        return read_tenure(r, value);
    if (strcmp(name, "phase") == 0)
        return read_phase(r, value);
    if (strcmp(name, "profile") == 0)
        return read_profile(r, value);
    if (strcmp(name, "size") == 0)
        return read_whole(value, 2, LAB_SLOTS, &r->arm->setup.origin.members_count);
    return false;
}

static enum effect_arm_error read_words(struct arm_reader *r, const char *words);

static enum effect_arm_error read_new(struct arm_reader *r, const char *name)
{
    const struct effect_binding *b = effect_bind(name, strlen(name));
    uint32_t hooks = 0;

    if (b == NULL) {
        memmove(r->word, name, strlen(name) + 1);
        return EFFECT_ARM_LACKS;
    }
    while (hooks < LAB_HOOKS_MAX && r->arm->plan.also[hooks] != NULL)
        hooks++;
    if (b->hook != NULL && hooks == LAB_HOOKS_MAX)
        return EFFECT_ARM_MALFORMED;
    if (b->hook != NULL)
        r->arm->plan.also[hooks] = b->hook;
    r->only |= b->only;
    r->arm->moves |= b->moves;
    return b->words != NULL ? read_words(r, b->words) : EFFECT_ARM_OK;
}

static enum effect_arm_error read_word(struct arm_reader *r)
{
    char *word = r->word, *equals = strchr(word, '=');
    bool good = false;

    if (strncmp(word, "new:", 4) == 0)
        return read_new(r, word + 4);
    if (strcmp(word, "average") == 0 || strcmp(word, "none") == 0)
        return EFFECT_ARM_OK;
    if (strcmp(word, "forced") == 0)
        good = r->forced = r->spoken = true;
    else if (strcmp(word, "varied") == 0)
        good = r->arm->setup.varied = true;
    else if (strncmp(word, "pulse:", 6) == 0)
        good = read_start(r, word + 6, false);
    else if (strncmp(word, "happening:", 10) == 0)
        good = read_start(r, word + 10, true);
    else if (strncmp(word, "trait:", 6) == 0)
        good = read_trait(r, word + 6);
    else if (equals != NULL) {
        *equals = '\0';
        good = read_setting(r, word, equals + 1);
    }
    return good ? EFFECT_ARM_OK : EFFECT_ARM_MALFORMED;
}

static enum effect_arm_error read_words(struct arm_reader *r, const char *words)
{
    while (*words != '\0') {
        size_t bytes = strcspn(words, " ");
        enum effect_arm_error error;

        if (bytes >= EFFECT_NAME_MAX)
            return EFFECT_ARM_MALFORMED;
        memcpy(r->word, words, bytes);
        r->word[bytes] = '\0';
        error = bytes > 0 ? read_word(r) : EFFECT_ARM_OK;
        if (error != EFFECT_ARM_OK)
            return error;
        words += bytes + (words[bytes] == ' ');
    }
    return EFFECT_ARM_OK;
}

/* --- all of them ------------------------------------------------------------------------------ */

/* Members with less tenure than the weeks of running in arrive when the arm begins. */
static void settle_tenure(struct arm_reader *r)
{
    struct effect_arm *arm = r->arm;

    if (r->tenure < 0)
        return;
    if (r->tenure < arm->burn_in)
        arm->burn_in = 0;
    for (int i = 0; i < LAB_SLOTS; i++)
        arm->setup.origin.member[i].tenure = r->tenure - arm->burn_in;
}

enum effect_arm_error effect_arm_read(const struct lab_experiment *x, const char *words,
                                      struct effect_arm *out, char word[EFFECT_NAME_MAX])
{
    struct arm_reader r = {
        .x = x, .arm = out, .word = word, .quality = QUALITY_USUAL, .up = UP_USUAL, .tenure = -1};
    enum effect_arm_error error;

    *out =
        (struct effect_arm){.setup = lab_average(), .burn_in = LAB_BURN_IN, .teams = x->lab->teams};
    error = read_words(&r, words);
    if (error != EFFECT_ARM_OK)
        return error;
    settle_tenure(&r);
    if (out->setup.varied)
        out->teams *= 2;
    for (uint32_t i = 0; i < out->plan.count; i++) {
        struct lab_start *start = &out->plan.start[i];
        bool as_it_comes = r.happening[i] && !r.spoken;

        start->quality = as_it_comes ? 1000 : r.quality;
        start->up = as_it_comes ? 0 : r.up;
        start->forced = r.forced;
        start->only = r.only;
    }
    return EFFECT_ARM_OK;
}
