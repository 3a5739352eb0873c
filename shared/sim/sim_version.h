/* sim_version.h -- which team model this is.
 *
 * What a decision does to a team is not journaled: it is computed again when a session is read
 * back. So a session goes on only with the model that it was played with, and session_created says
 * which that was. Raise this number with every change after which some team fares otherwise: a
 * parameter, a formula, the order of two draws. tests/replay/kept_test.c turns red when a team
 * fares otherwise and the number is the same. */
#ifndef SIM_VERSION_H
#define SIM_VERSION_H

#define SIM_MODEL_VERSION 1

#endif
