/* why_words.c -- a cause in words: what was done or happened, and by which mechanism it worked.
 *
 * Title: the option that started it, else what befell the team or ran before, else the mechanism.
 * Text: of an earlier round its decision is said to be of that round, and what wears off to do so;
 * then the author's own sentence for this option and mechanism, else one of the mechanism's; then
 * that it came from the work itself, that a lesson came back, and that it showed in the work, where
 * it did. Source: that of the action, when research says something about it, else that of the
 * mechanism. */
#include "session/why.h"

/* The option of the round that started it; NULL: none did. */
static const struct scenario_option *option_of(const struct scenario *scenario,
                                               const struct room_cause *cause,
                                               const struct why_decided *decided, uint32_t count)
{
    if (cause->round == ROUND_NONE)
        return NULL;
    assert(cause->round < count);
    return scenario_option_at(scenario, decided[cause->round].dilemma,
                              decided[cause->round].option);
}

const struct scenario_because *why_because(const struct scenario_option *option,
                                           const struct room_cause *cause)
{
    if ((cause->marks & CAUSE_FADING) != 0)
        return NULL; /* It tells what the option did, and not that it does so less. */
    for (uint32_t i = 0; i < option->because_count; i++) {
        const struct scenario_because *because = &option->because[i];

        if (because->term == cause->term && because->helped == cause->helped &&
            (cause->members & because->members) != 0)
            return because;
    }
    return NULL;
}

struct catalogue_cause why_words(const struct scenario *scenario, const struct room_cause *cause,
                                 const struct why_decided *decided, uint32_t count)
{
    const struct catalogue *c = scenario->catalogue;
    const struct scenario_option *option = option_of(scenario, cause, decided, count);
    struct catalogue_cause words = c->causes[cause->term][cause->helped];
    const struct catalogue_pulse *pulse;
    const struct scenario_because *own;

    assert(words.variants_count <= CAUSE_VARIANTS_MAX);
    if (cause->variant < words.variants_count)
        words.text = words.variants[cause->variant];
    if (cause->pulse == PULSE_NONE)
        return words;
    pulse = &c->pulses[cause->pulse];
    words.title = option == NULL ? pulse->name : option->title;
    own = option == NULL ? NULL : why_because(option, cause);
    words.text = own == NULL ? words.text : own->text;
    if (pulse->intervention >= 0) {
        words.certainty = c->interventions[pulse->intervention].certainty;
        words.source = c->interventions[pulse->intervention].source;
    }
    return words;
}

static void say(struct buffer *texts, struct bytes sentence, size_t from)
{
    if (texts->size > from && sentence.size > 0)
        buffer_append_text(texts, " ");
    buffer_append(texts, sentence.data, sentence.size);
}

/* "{round}" is the number of the round, as people count. */
static void say_round(struct buffer *texts, struct bytes sentence, uint32_t round)
{
    static const char place[] = "{round}";
    const size_t size = sizeof place - 1;

    for (size_t i = 0; i < sentence.size; i++) {
        if (i + size <= sentence.size && memcmp(sentence.data + i, place, size) == 0) {
            buffer_append_int(texts, (int64_t)round + 1);
            i += size - 1;
        } else {
            buffer_append_byte(texts, sentence.data[i]);
        }
    }
}

struct bytes why_text(const struct scenario *scenario, const struct room_cause *cause,
                      uint32_t decided_count, const struct catalogue_cause *words, uint32_t lang,
                      struct buffer *texts)
{
    const struct catalogue *c = scenario->catalogue;
    const struct bytes text = text_in(&words->text, lang);
    const size_t from = texts->size;

    if (cause->round != ROUND_NONE && cause->round + 1u < decided_count)
        say_round(texts, text_in(&c->of_round, lang), cause->round);
    if ((cause->marks & CAUSE_FADING) != 0)
        say(texts, text_in(&c->worn_off[cause->helped], lang), from);
    say(texts, text, from);
    if (why_of_work(cause))
        say(texts, text_in(&c->of_work, lang), from);
    if ((cause->marks & CAUSE_AGAIN) != 0)
        say(texts, text_in(&c->came_back, lang), from);
    if (cause->at_work)
        say(texts, text_in(&c->at_work[cause->helped], lang), from);
    return texts->overflowed ? text : (struct bytes){texts->data + from, texts->size - from};
}

static bool is_held_back(const struct room_cause *causes, uint32_t count, uint32_t member)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!causes[i].helped && (causes[i].members >> member & 1u) != 0)
            return true;
    }
    return false;
}

struct bytes why_most(const struct scenario *scenario, uint32_t dilemma,
                      const struct scenario_moment *moment, const struct room_cause *causes,
                      uint32_t count, uint32_t lang, struct buffer *texts)
{
    const struct scenario_moved moved = scenario_most_find(scenario, dilemma, moment);
    const size_t from = texts->size;
    const struct bytes said = scenario_most_said(scenario, moved, lang, texts);

    if (moved.what != MOST_STEP || moved.up || is_held_back(causes, count, moved.member))
        return said;
    say(texts, text_in(&scenario->catalogue->fell_by_itself, lang), from);
    return texts->overflowed ? said : (struct bytes){texts->data + from, texts->size - from};
}
