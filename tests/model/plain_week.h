/* plain_week.h -- what the parts of a plain week hand to each other. */
#ifndef PLAIN_WEEK_H
#define PLAIN_WEEK_H

#include "plain.h"
#include "plain_math.h"

#define DOSE_MAX   2000
#define ABLE_SKILL 500
#define LEAD_CALM  400
#define LEAD_TEAM  500

/* A week on its way. */
struct week {
    struct sim_team *team;
    const struct sim_catalogue *catalogue;
    const struct sim_parameters *p;
    int32_t env[SIM_RUNNING_MAX];  /* milli */
    int32_t dose[SIM_RUNNING_MAX]; /* strength * envelope */
    bool felt[SIM_RUNNING_MAX];    /* an initiative that people notice */
    int32_t over;                  /* the leader's hours beyond capacity */
    int32_t ups;                   /* how much what runs comes from below, or -1 */
    int32_t embed_u[SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX]; /* what settles in base levels */
    int32_t embed_factor[SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX];
    uint32_t embeds; /* how many of embed_u and embed_factor */
    uint32_t left;   /* who left, a bit each */
};

static inline const struct sim_pulse *pulse_of(const struct week *w, const struct sim_running *r)
{
    return &w->catalogue->pulses[r->pulse];
}

static inline bool is_happening(const struct sim_pulse *d)
{
    return d->layer == SIM_LAYER_HAPPENING;
}

/* An amplitude as strong as this model takes it: 1000 at most. */
static inline int32_t plain_gained(int32_t amplitude, int32_t gain)
{
    return within(mul(amplitude, gain), -1000, 1000);
}

void plain_pulses(struct week *w);  /* plain_pulses.c */
void plain_members(struct week *w); /* plain_members.c */
void plain_rift(struct week *w);    /* plain_sides.c */
void plain_settle(struct sim_team *team);
void plain_traits(struct sim_team *team, int32_t slot, int32_t week);
int32_t plain_rel(const struct sim_parameters *p, const struct sim_pulse *d, int32_t phase);
int32_t plain_hurdle(const struct sim_team *team, int32_t slot);
void plain_progress(struct sim_team *team, int32_t i, int32_t week);

#endif
