/* view_week.c -- what an option asks, and what a leader's week already holds.
 *
 * Several pulses of one decision are one line with the title of that option, because people know
 * what they decided and not what the catalogue calls its parts. */
#include "session/view.h"
#include "session/why.h"

#include "scenario/price.h"

struct line {
    uint8_t
        round; /* The round that decided it; ROUND_NONE: it ran before, or a trainer brought it. */
    uint16_t pulse;
    int32_t hours, weeks;
};

static void line_add(struct line *lines, uint32_t *count, struct line more)
{
    for (uint32_t i = 0; i < *count; i++) {
        struct line *line = &lines[i];

        if (line->round != more.round || (more.round == ROUND_NONE && line->pulse != more.pulse))
            continue;
        line->hours += more.hours;
        line->weeks = line->weeks > more.weeks ? line->weeks : more.weeks;
        return;
    }
    lines[(*count)++] = more;
}

static uint32_t lines_of(const struct view *v, const struct room *r,
                         struct line lines[SIM_RUNNING_MAX])
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < r->team.running_count; i++) {
        const struct sim_running *running = &r->team.running[i];
        const int32_t weeks = scenario_weeks_left(v->s->scenario, &r->team, running);

        if (weeks == 0 || running->hours == 0)
            continue;
        line_add(lines, &count,
                 (struct line){why_room_round_of(v->s->scenario, r, running), running->pulse,
                               running->hours, weeks});
    }
    assert(count <= SIM_RUNNING_MAX);
    return count;
}

static void put_title(struct view *v, const struct room *r, const struct line *line)
{
    if (line->round == ROUND_NONE) {
        view_put_words(v, "title", &v->s->scenario->catalogue->pulses[line->pulse].name);
        return;
    }
    const struct room_round *round = &r->rounds[line->round];
    const struct scenario_dilemma *d = scenario_dilemma_at(v->s->scenario, round->dilemma);

    view_put_words(v, "title", &d->options[round->decision].title);
}

void view_put_load(struct view *v, const struct room *r)
{
    const struct sim_plate plate =
        sim_team_plate(&r->team, &v->s->scenario->catalogue->sim, &v->s->scenario->parameters);

    writer_put_int(v->w, "hours", plate.available);
    writer_put_int(v->w, "used", plate.hours);
    writer_put_int(v->w, "fresh", plate.fresh);
    writer_put_int(v->w, "limit", plate.limit);
}

void view_leader_week(struct view *v, const struct room *r)
{
    struct line lines[SIM_RUNNING_MAX];
    const uint32_t count = lines_of(v, r, lines);

    writer_map(v->w, 5);
    view_put_load(v, r);
    writer_key(v->w, "running");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_map(v->w, 3);
        put_title(v, r, &lines[i]);
        writer_put_int(v->w, "hours", lines[i].hours);
        writer_put_int(v->w, "weeks", lines[i].weeks);
    }
}

void view_put_price(struct view *v, const struct scenario_option *option)
{
    const struct scenario_price price = scenario_price_of(v->s->scenario, option);

    writer_key(v->w, "price");
    writer_map(v->w, 6);
    writer_put_int(v->w, "hours", price.hours);
    writer_put_int(v->w, "weeks", price.weeks);
    writer_put_int(v->w, "money", price.money);
    writer_put_int(v->w, "load", price.load);
    writer_put_int(v->w, "less", price.less);
    writer_put_int(v->w, "more", price.more);
}
