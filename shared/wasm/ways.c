#include "wasm/ways.h"

#include "protocol/codec.h"
#include "scenario/scenario.h"
#include "session/state.h"
#include "session/ways.h"

#include <stdlib.h>

static struct {
    struct ways ways;
    void *was, *other;
    bool open;     /* The session is in its debrief: all may be seen. */
    uint32_t told; /* Rounds, after the last event. */
} both;

void CORE_EXPORT(ways_list) ways_list(uint32_t room, uint32_t seat)
{
    const struct session *s = core_session();
    struct audience audience;
    struct writer w;

    assert(s != NULL && room < s->settings.rooms_count && seat < session_seats_count(s));
    audience = session_audience(s, (uint16_t)seat);
    writer_init(&w, core_out_anew(), ENCODING_MSGPACK);
    session_view_ways(s, &audience, (uint8_t)room, &w);
}

static void let_go(void)
{
    free(both.was);
    free(both.other);
    both.was = NULL;
    both.other = NULL;
}

static bool was_decided(const struct session *s, uint32_t room, uint32_t round, uint32_t option)
{
    const struct room_round *r;

    if (room >= s->settings.rooms_count || round >= ROUNDS_MAX)
        return false;
    r = &session_room(s, room)->rounds[round];
    return r->told && option < scenario_dilemma_at(s->scenario, r->dilemma)->options_count;
}

uint32_t CORE_EXPORT(ways_begin) ways_begin(uint32_t room, uint32_t round, uint32_t option)
{
    const struct session *s = core_session();
    size_t bytes;

    assert(s != NULL && session_seq(s) > 0);
    if (!session_is_of_today(s) || !was_decided(s, room, round, option))
        return 0;
    let_go();
    bytes = session_bytes(s->settings.rooms_count, s->settings.seats_max);
    both.was = malloc(bytes);
    both.other = malloc(bytes);
    assert(both.was != NULL && both.other != NULL);
    ways_init(&both.ways, both.was, both.other, core_scenario(), s->settings.rooms_count,
              s->settings.seats_max);
    ways_choose(&both.ways, (uint8_t)room, (uint8_t)round, (uint8_t)option);
    both.open = session_room(s, room)->step == STEP_DEBRIEF;
    both.told = 0;
    return 1;
}

/* In the language of whoever plays. */
static void say_dilemma(uint32_t index)
{
    const struct session *s = core_session();
    const struct bytes title =
        text_in(&scenario_dilemma_at(s->scenario, index)->title, session_seat(s, 0)->lang);

    buffer_append(core_out_anew(), title.data, title.size);
}

uint32_t CORE_EXPORT(ways_apply) ways_apply_event(uint32_t bytes)
{
    struct event event;
    uint32_t told;

    assert(both.was != NULL && !both.ways.parted);
    if (codec_read_event(core_came(bytes), &event) != RESULT_OK ||
        (session_seq(both.ways.was) > 0) != (event.type != EVENT_SESSION_CREATED))
        return CORE_UNREADABLE;
    if (!ways_apply(&both.ways, &event)) {
        say_dilemma(both.ways.dilemma);
        return WAYS_PARTED;
    }
    told = ways_told(&both.ways);
    if (told == both.told)
        return WAYS_TAKEN;
    both.told = told;
    return told > both.ways.round ? WAYS_TOLD : WAYS_TAKEN;
}

static const struct session *way(uint32_t which)
{
    assert(both.was != NULL && which <= 1 && (which == 0 || both.ways.split));
    return which == 0 ? both.ways.was : both.ways.other;
}

void CORE_EXPORT(ways_view) ways_view(uint32_t which, uint32_t seat)
{
    const struct session *s = way(which);
    struct audience audience;
    struct writer w;

    assert(seat < session_seats_count(s));
    audience = session_audience(s, (uint16_t)seat);
    audience.lang = session_seat(core_session(), seat)->lang;
    writer_init(&w, core_out_anew(), ENCODING_MSGPACK);
    session_view_way(s, &audience, both.ways.room, both.open, &w);
}

void CORE_EXPORT(ways_hash) ways_hash(uint32_t which)
{
    core_put_number(core_out_anew(), session_hash(way(which)), 8);
}
