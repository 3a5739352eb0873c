#include "session/role.h"

#define ENTRY_TRAINER                                                                              \
    {                                                                                              \
        .leads = true, .person = true                                                              \
    }
#define ENTRY_COTRAINER                                                                            \
    {                                                                                              \
        .leads = true, .person = true                                                              \
    }
#define ENTRY_PARTICIPANT                                                                          \
    {                                                                                              \
        .plays = true, .sits = true, .person = true                                                \
    }
#define ENTRY_OBSERVER                                                                             \
    {                                                                                              \
        .sits = true, .person = true                                                               \
    }
#define ENTRY_PROJECTOR                                                                            \
    {                                                                                              \
        .person = false                                                                            \
    }

const struct role_entry role_table[ROLE_COUNT] = {
#define VALUE(TYPE, NAME, name, number) [number] = ENTRY_##NAME,
#include "protocol/roles.def"
#undef VALUE
};
