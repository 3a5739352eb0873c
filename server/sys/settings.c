#include "sys/settings.h"

static const struct flag flags[SETTINGS_COUNT] = {
#define SETTING_NUMBER(field, flag, word, usual, least, most, about)                               \
    {.name = flag,                                                                                 \
     .kind = FLAG_NUMBER,                                                                          \
     .from_environment = true,                                                                     \
     .argument = word,                                                                             \
     .standard = usual,                                                                            \
     .min = least,                                                                                 \
     .max = most,                                                                                  \
     .offset = offsetof(struct server_settings, field),                                            \
     .help = about},
#define SETTING_TEXT(field, flag, word, text, about)                                               \
    {.name = flag,                                                                                 \
     .kind = FLAG_TEXT,                                                                            \
     .from_environment = true,                                                                     \
     .argument = word,                                                                             \
     .standard_text = text,                                                                        \
     .offset = offsetof(struct server_settings, field),                                            \
     .help = about},
#define SETTING_CHOICE(field, flag, words, text, about)                                            \
    {.name = flag,                                                                                 \
     .kind = FLAG_CHOICE,                                                                          \
     .from_environment = true,                                                                     \
     .argument = words,                                                                            \
     .standard_text = text,                                                                        \
     .offset = offsetof(struct server_settings, field),                                            \
     .help = about},
#include "sys/settings.def"
};

const struct flag *settings_flags(void)
{
    return flags;
}
