#include "session/role.h"

/* Plays, sits, leads, is a person: in the order of role.h, and none is left out. */
static const struct role_entry entry_trainer = {false, false, true, true};
static const struct role_entry entry_cotrainer = {false, false, true, true};
static const struct role_entry entry_participant = {true, true, false, true};
static const struct role_entry entry_observer = {false, true, false, true};
static const struct role_entry entry_projector = {false, false, false, false};

const struct role_entry *const role_table[ROLE_COUNT] = {
#define VALUE(TYPE, NAME, name, number) [number] = &entry_##name,
#include "protocol/roles.def"
#undef VALUE
};
