/* rehearse_test.c -- simulated people play a whole session over links of their own, and nothing of
 * it stays behind. */
#include "host_fixture.h"

#include "rehearse/rehearse.h"
#include "session/state.h"

#include "test.h"

#define STEP_MS 250

static enum step step_seen;
static uint32_t people_seen;

static void on_look(void *arg, const struct host_look *look)
{
    (void)arg;
    people_seen = 0;
    step_seen = STEP_LOBBY;
    if (look->fault != FAULT_NONE)
        return;
    step_seen = (enum step)session_room(look->state, 0)->step;
    for (uint32_t i = 0; i < look->state->seats_count; i++)
        people_seen += session_seat(look->state, i)->role == ROLE_PARTICIPANT &&
                       session_seat(look->state, i)->present;
}

static enum step step_now(struct place *p)
{
    host_look_code(p->host, bytes_of(p->code), on_look, NULL);
    place_run(p);
    return step_seen;
}

static struct person trainer;

static void elapse_s(struct place *p, struct rehearse *all, uint32_t seconds)
{
    for (uint32_t i = 0; i < seconds * 1000 / STEP_MS; i++) {
        rehearse_turn(all);
        place_elapse_ms(p, STEP_MS);
        person_forget(&trainer); /* It reads for minutes, and nobody asks what. */
    }
}

static struct rehearse *begun(struct place *p, uint32_t rooms, uint32_t people)
{
    const struct rehearse_wish wish = {.session = p->session,
                                       .code = p->code,
                                       .rooms = rooms,
                                       .people = people,
                                       .quick = true,
                                       .names = "Aisha Bram Chantal"};
    struct rehearse *all = NULL;

    CHECK_EQ(rehearse_open(&all, p->host, &p->clock), RESULT_OK);
    CHECK_EQ(rehearse_begin(all, &wish), RESULT_OK);
    return all;
}

TEST(simulated_people_play_a_whole_session_in_three_minutes)
{
    static struct place p;
    struct rehearse *all;

    place_open(&p, (struct host_settings){0});
    p.pace = PACE_ROOM;
    p.votes_close = true;
    p.rooms = 2;
    p.seats_max = 60;
    place_create(&p);
    person_open(&p, &trainer, 1);
    all = begun(&p, 2, 4);
    elapse_s(&p, all, 5);
    step_now(&p);
    CHECK_EQ(people_seen, 8);
    place_request(&p, (struct command){.type = COMMAND_SESSION_START, .seat = 0});
    elapse_s(&p, all, 180);
    CHECK_EQ(step_now(&p), STEP_DEBRIEF);
    rehearse_close(all);
    person_close(&trainer);
    place_close(&p);
}

TEST(a_rehearsal_without_its_trainer_is_gone_after_a_while)
{
    static struct place p;
    struct rehearse *all;

    place_open(&p, (struct host_settings){0});
    p.seats_max = 60;
    place_create(&p);
    person_open(&p, &trainer, 1);
    all = begun(&p, 1, 3);
    elapse_s(&p, all, 5);
    person_close(&trainer);
    elapse_s(&p, all, REHEARSE_GONE_MS / 1000 - 20);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_NONE);
    elapse_s(&p, all, 60);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_CODE_UNKNOWN);
    CHECK_EQ(rehearse_turn(all), 0);
    rehearse_close(all);
    place_close(&p);
}
