/* plain_member.h -- one member in a plain week, for the files that play it. */
#ifndef PLAIN_MEMBER_H
#define PLAIN_MEMBER_H

#include "plain_week.h"

/* Whom a member has around: means of the team, or of two subgroups the own one more than the other.
 * lessons: what those are being taught. */
struct near {
    int32_t strain, eng, skill, lessons;
};

/* What all members share this week. */
struct shared {
    int32_t ctl0, sup, mob, rich, fbv, role, peer, info, orgs, trust0, vac;
    int32_t warm;     /* engagement that the surroundings give beyond the average */
    int32_t ease;     /* relief, likewise */
    int32_t scope;    /* how much the work lets ability show */
    int32_t latitude; /* how much it leaves to one, twice: for zeal */
    int32_t market;   /* how easily other work is found */
    int32_t fortune;  /* what the season brings the whole team */
    int32_t chance;   /* how much of what life brings is chance */
    int32_t work0;    /* what all bring to the work of each */
    int32_t glum;     /* strain that the leader spreads */
    int32_t unfair;   /* indignation of all who see it */
    int32_t hinders;  /* how much of the work is in the way */
    int32_t dares;    /* how much of the work is a challenge */
    int32_t near;     /* how near colleagues are */
    int32_t rift;     /* strain of conflict between two subgroups */
    struct near around[SIM_MEMBERS_MAX];
};

/* What pulses do to this member: sums per variable, the extra work, and what grates. */
struct touch {
    int32_t px[SIM_PUSHES_COUNT];
    int32_t extra, misfit;
};

/* A member in this week: what its later parts take from the earlier ones. Milli. */
struct member {
    struct week *w;
    struct sim_members *m;
    const struct shared *s;
    int32_t i, ph; /* its slot, and the phase in which it begins the week */
    struct touch touch;
    int32_t load, under, ctl;   /* workload, structure that is lacking, control */
    int32_t act, rich, opp;     /* opportunity to learn */
    int32_t idle, dull;         /* boredom */
    int32_t mood;               /* what life brings */
    int32_t in_way;             /* of the work */
    int32_t strain, eng, trust; /* as they have become */
    int32_t richness;           /* of the work, to this member */
    int32_t we, wi, ku, du, mo; /* weten, willen, kunnen, durven, mogen */
};

void plain_member(struct week *w, int32_t i, const struct shared *s); /* plain_member.c */
struct touch plain_touch(const struct week *w, int32_t i);
int32_t plain_lesson(const struct touch *touch); /* what somebody is being taught */
/* Of member i, who is on a side; `lesson`: what each is being taught (plain_sides.c). */
struct near plain_near(const struct week *w, int32_t i, const int32_t lesson[SIM_MEMBERS_MAX]);
void plain_move(struct member *me); /* plain_moves.c */
void plain_leave(struct member *me);

#endif
