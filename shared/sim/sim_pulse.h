/* sim_pulse.h -- what can happen to a team: interventions, happenings and side effects, as data.
 *
 * All are one kind of thing, a pulse. It lifts or lowers factors of the surroundings, in
 * proportion to the room left, and may push the people whom it reaches. The caller owns the
 * catalogue; a team refers to pulses by their index in it, so the same catalogue must be given to
 * every call about a team, unchanged.
 *
 * Source: shared/sim/README.md, "6. Pulses". */
#ifndef SIM_PULSE_H
#define SIM_PULSE_H

#include "sim/sim_names.h"

#include <stdint.h>

#define SIM_PULSES_MAX       512
#define SIM_PULSE_LIFTS_MAX  8
#define SIM_PULSE_PUSHES_MAX 9

struct sim_effect {
    int16_t what;      /* enum sim_factor of a lift, enum sim_push of a push */
    int16_t amplitude; /* milli, -1000..1000, at full dose */
};

struct sim_pulse {
    uint8_t layer;    /* enum sim_layer: who acts */
    uint8_t personal; /* 0 or 1: works through who takes part */
    uint8_t lifts_count;
    uint8_t pushes_count;
    struct sim_effect lifts[SIM_PULSE_LIFTS_MAX];
    struct sim_effect pushes[SIM_PULSE_PUSHES_MAX];
    int32_t fit[SIM_PHASES_COUNT];         /* milli 0..1000: how well it suits each phase */
    int32_t need[SIM_PRECONDITIONS_COUNT]; /* milli 0..1000: how much it leans on each */
    int32_t delay;                         /* weeks 0..1000, before it starts */
    int32_t ramp;                          /* weeks 0..1000, to build up */
    int32_t hold;                          /* weeks 0..1000, at full strength */
    int32_t fade;                          /* weeks 1..1000, time constant afterwards */
    int32_t lead;                          /* weeks 0..1000, extra delay when wholly bottom-up */
    int32_t change;   /* milli 0..1000: how much it changes people's ways of working (M8) */
    int32_t embed;    /* per mille a week 0..100: what settles in the base level */
    int32_t hours;    /* hours a week -100..100 of the leader; negative frees time */
    int32_t load;     /* milli -1000..1000: extra workload of those who take part */
    int32_t money;    /* units 0..1 000 000, once; only counted */
    int32_t drop_ppm; /* 0..1 000 000 a week: drop-out of participants (online) */
    int32_t disrupt;  /* milli 0..1000: quality lost by all that runs when this starts */
};

struct sim_catalogue {
    uint32_t pulses_count;
    struct sim_pulse pulses[SIM_PULSES_MAX];
};

/* Which field of a pulse is wrong. */
enum sim_pulse_fault {
    SIM_PULSE_OK,
    SIM_PULSE_BAD_LAYER,
    SIM_PULSE_BAD_LIFT, /* count, factor or amplitude */
    SIM_PULSE_BAD_PUSH, /* count, variable or amplitude; coping may not be negative */
    SIM_PULSE_BAD_FIT,
    SIM_PULSE_BAD_NEED,
    SIM_PULSE_BAD_TIME,  /* delay, ramp, hold, fade or lead */
    SIM_PULSE_BAD_AMOUNT /* change, embed, hours, load, money, drop_ppm, disrupt or personal */
};

/* Is it within the ranges above? Whoever loads a catalogue must ask; the simulation relies on it
 * for not overflowing 32 bits. */
enum sim_pulse_fault sim_pulse_check(const struct sim_pulse *pulse);

#endif
