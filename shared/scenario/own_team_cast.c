/* own_team_cast.c -- who plays which part, and in what surroundings.
 *
 * Both the people and the parts are put in order of phase, and go together in that order: so each
 * part is played by somebody who stands as near as can be to where the story had its person. */
#include "scenario/own_team.h"

#include "base/hash.h"

#define ROUNDS_FULL 2 /* Dilemmas that make a story more than a short one. */

enum own_team_fit own_team_fits(const struct scenario *s)
{
    if (s->own_team_refused)
        return OWN_TEAM_REFUSED;
    if (s->rounds_count < ROUNDS_FULL)
        return OWN_TEAM_SHORT;
    return s->seed_fixed ? OWN_TEAM_FIXED : OWN_TEAM_FITS;
}

/* ---- people ---------------------------------------------------------------------------------- */

struct person {
    uint8_t phase;
    bool unknown;
};

/* Somebody of whom nobody knows stands where one of the others does; the seed says which. */
static uint8_t drawn_phase(const struct own_team *team, uint32_t placed, uint32_t seed,
                           uint32_t which)
{
    const uint32_t key[2] = {seed, which};
    uint32_t left;

    if (placed == 0)
        return SIM_SEL;
    left = (uint32_t)(hash64(HASH64_START, key, sizeof key) >> 32) % placed;
    for (uint8_t phase = 0; phase < PHASES_COUNT; phase++) {
        if (left < team->stand[phase])
            return phase;
        left -= team->stand[phase];
    }
    assert(false && "somebody stands somewhere");
    return SIM_SEL;
}

static void put_in_order(struct person *people, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const struct person one = people[i];
        uint32_t to = i;

        for (; to > 0 && people[to - 1].phase > one.phase; to--)
            people[to] = people[to - 1];
        people[to] = one;
    }
}

static uint32_t people_of(const struct own_team *team, uint32_t seed,
                          struct person out[OWN_PEOPLE_MAX])
{
    uint32_t count = 0, placed;

    for (uint8_t phase = 0; phase < PHASES_COUNT; phase++) {
        for (uint32_t i = 0; i < team->stand[phase]; i++)
            out[count++] = (struct person){.phase = phase};
    }
    placed = count;
    for (; count < team->people; count++)
        out[count] = (struct person){drawn_phase(team, placed, seed, count), true};
    put_in_order(out, count);
    return count;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void parts_in_order(const struct scenario *s, uint8_t out[MEMBERS_MAX])
{
    for (uint32_t i = 0; i < s->members_count; i++) {
        uint32_t to = i;

        for (; to > 0 && s->members[out[to - 1]].phase > s->members[i].phase; to--)
            out[to] = out[to - 1];
        out[to] = (uint8_t)i;
    }
}

/* Number `i` of `few`, spread evenly over `many`. */
static uint32_t spread(uint32_t i, uint32_t few, uint32_t many)
{
    return (2 * i + 1) * many / (2 * few);
}

static void take_part(struct scenario *out, struct own_cast *cast, uint32_t slot,
                      const struct person *one)
{
    out->members[slot].phase = one->phase;
    out->members[slot].impression = one->unknown ? (uint8_t)PHASE_NONE : one->phase;
    out->origin.member[slot].phase = one->phase;
    cast->from[slot] = one->unknown ? OWN_FROM_UNKNOWN : OWN_FROM_TEAM;
}

static bool name_is_taken(const struct scenario *s, const struct text *name)
{
    for (uint32_t i = 0; i < s->members_count; i++) {
        if (bytes_equal(text_in(&s->members[i].name, 0), text_in(name, 0)))
            return true;
    }
    return false;
}

/* The next name that nobody in the story has; the catalogue has enough of them. */
static const struct text *next_name(const struct scenario *s)
{
    const struct catalogue *c = s->catalogue;

    for (uint32_t i = 0; i < c->own_names_count; i++) {
        if (!name_is_taken(s, &c->own_names[i]))
            return &c->own_names[i];
    }
    assert(false && "more names than places");
    return NULL;
}

static const char *const extra_ids[OWN_EXTRAS_MAX] = {"own-1", "own-2", "own-3", "own-4",
                                                      "own-5", "own-6", "own-7", "own-8"};

/* Somebody without a part in the story. */
static void join(struct scenario *out, struct own_cast *cast, uint32_t number,
                 const struct person *one)
{
    const uint32_t slot = out->members_count;
    struct sim_member_origin *origin = &out->origin.member[slot];

    assert(slot < MEMBERS_MAX && number < OWN_EXTRAS_MAX);
    out->members[slot] = (struct scenario_member){.id = bytes_of(extra_ids[number]),
                                                  .face = bytes_of(extra_ids[number]),
                                                  .name = *next_name(out),
                                                  .role = out->catalogue->own_role,
                                                  .story = out->catalogue->own_story};
    *origin = (struct sim_member_origin){.tenure = SIM_DRAWN};
    for (uint32_t i = 0; i < SIM_TRAITS_COUNT - 1; i++)
        origin->trait[i] = SIM_DRAWN; /* The last is ability: as good as most at the work. */
    out->members_count++;
    out->origin.members_count++;
    take_part(out, cast, slot, one);
}

static void cast_people(struct scenario *out, struct own_cast *cast, const struct person *people,
                        uint32_t count)
{
    const uint32_t parts_count = out->members_count;
    uint8_t parts[MEMBERS_MAX];
    uint32_t taken = 0, extras = 0;

    parts_in_order(out, parts);
    for (uint32_t i = 0; i < count && count <= parts_count; i++)
        take_part(out, cast, parts[spread(i, count, parts_count)], &people[i]);
    for (uint32_t i = 0; i < count && count > parts_count; i++) {
        if (taken < parts_count && spread(taken, parts_count, count) == i)
            take_part(out, cast, parts[taken++], &people[i]);
        else
            join(out, cast, extras++, &people[i]);
    }
    cast->assumed[OWN_ASSUMED_PARTS] = (uint16_t)(count < parts_count ? count : parts_count);
    cast->assumed[OWN_ASSUMED_EXTRAS] = (uint16_t)extras;
    cast->assumed[OWN_ASSUMED_STORY_PEOPLE] =
        (uint16_t)(count < parts_count ? parts_count - count : 0);
}

/* ---- surroundings ---------------------------------------------------------------------------- */

/* From weak (1) over average (3) to strong surroundings (5) of the catalogue. */
static int32_t value_of(const struct catalogue *c, uint32_t factor, uint32_t answer)
{
    const int32_t weak = c->profiles[SIM_PROFILE_WEAK][factor],
                  average = c->profiles[SIM_PROFILE_AVERAGE][factor],
                  strong = c->profiles[SIM_PROFILE_STRONG][factor];

    return answer <= 3 ? weak + (average - weak) * ((int32_t)answer - 1) / 2
                       : average + (strong - average) * ((int32_t)answer - 3) / 2;
}

/* As far as the story can go. */
static void set_factor(struct scenario *out, struct own_cast *cast, uint32_t factor, int32_t wanted)
{
    const int32_t was = out->origin.base[factor];
    const int32_t least = was - OWN_TEAM_REACH, most = was + OWN_TEAM_REACH;

    out->origin.base[factor] = wanted < least ? least : wanted > most ? most : wanted;
    if (out->origin.base[factor] != wanted)
        cast->assumed[OWN_ASSUMED_SETTING]++;
}

struct set {
    uint8_t question, factor;
    int16_t burden[SCAN_ANSWERS]; /* 0: as value_of says. */
};

static const struct set sets[] = {
#define SCAN_SETS(NAME, FACTOR) {SCAN_QUESTION_##NAME, SIM_##FACTOR, {0}},
#define SCAN_BURDEN(NAME, FACTOR, v1, v2, v3, v4, v5)                                              \
    {SCAN_QUESTION_##NAME, SIM_##FACTOR, {v1, v2, v3, v4, v5}},
#include "scenario/scan.def"
};

static void set_surroundings(struct scenario *out, struct own_cast *cast,
                             const struct own_team *team)
{
    for (uint32_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        const uint32_t answer = team->answer[sets[i].question];

        if (answer == SCAN_ANSWER_UNKNOWN)
            continue;
        set_factor(out, cast, sets[i].factor,
                   sets[i].burden[0] != 0 ? sets[i].burden[answer - 1]
                                          : value_of(out->catalogue, sets[i].factor, answer));
    }
    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++) {
        if (team->answer[i] == SCAN_ANSWER_UNKNOWN)
            cast->assumed[OWN_ASSUMED_OPEN_QUESTIONS]++;
    }
}

/* Whoever applies something new, or goes on learning, is somebody to look up to. */
static void set_role_models(struct scenario *out, struct own_cast *cast,
                            const struct own_team *team)
{
    const int32_t *weak = out->catalogue->profiles[SIM_PROFILE_WEAK],
                  *strong = out->catalogue->profiles[SIM_PROFILE_STRONG];
    const int32_t ahead = team->stand[SIM_TOE] + team->stand[SIM_CON];

    set_factor(out, cast, SIM_ROL,
               weak[SIM_ROL] + (strong[SIM_ROL] - weak[SIM_ROL]) * ahead / team->people);
}

/* Stories were made for a leader with twelve hours: the middle answer. */
static void set_hours(struct scenario *out, struct own_cast *cast, const struct own_team *team)
{
    static const uint8_t hours[SCAN_ANSWERS] = {8, 10, 12, 14, 16};
    const uint32_t answer = team->answer[SCAN_QUESTION_TIME];

    if (answer != SCAN_ANSWER_UNKNOWN)
        out->origin.leader_hours = hours[answer - 1];
    cast->assumed[OWN_ASSUMED_HOURS] = (uint16_t)out->origin.leader_hours;
}

/* The camps of a story are between its own people: nobody said of this team that it has any. */
static void leave_camps_out(struct scenario *out)
{
    for (uint32_t i = 0; i < out->members_count; i++)
        out->origin.member[i].side = 0;
}

void own_team_cast(const struct scenario *story, const struct own_team *team, uint32_t seed,
                   struct scenario *out, struct own_cast *cast)
{
    struct person people[OWN_PEOPLE_MAX];
    const uint32_t count = people_of(team, seed, people);
    uint32_t unknown = 0;

    assert(own_team_fits(story) == OWN_TEAM_FITS && count == team->people &&
           count >= OWN_PEOPLE_MIN);
    *cast = (struct own_cast){0};
    *out = *story;
    out->arena = NULL;
    cast_people(out, cast, people, count);
    leave_camps_out(out);
    set_surroundings(out, cast, team);
    set_role_models(out, cast, team);
    set_hours(out, cast, team);
    for (uint32_t i = 0; i < count; i++)
        unknown += people[i].unknown;
    cast->assumed[OWN_ASSUMED_UNKNOWN_PEOPLE] = (uint16_t)unknown;
    cast->assumed[OWN_ASSUMED_SEEN] = (uint16_t)(count - unknown);
}
