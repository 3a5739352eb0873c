/* why_words.c -- a cause in words: what was done or happened, and by which mechanism it worked.
 *
 * Title: the option that started it, else what befell the team or ran before, else the mechanism.
 * Text: the author's own sentence for this option and mechanism, else one of the mechanism's; and
 * that it showed in the work, where it did. Source: that
 * of the action, when research says something about it, else that of the mechanism. */
#include "session/why.h"

/* The option of the round that started it; NULL: none did. */
static const struct scenario_option *option_of(const struct scenario *scenario,
                                               const struct room_cause *cause,
                                               const struct why_decided *decided, uint32_t count)
{
    if (cause->round == ROUND_NONE)
        return NULL;
    assert(cause->round < count);
    return &scenario->dilemmas[decided[cause->round].dilemma].options[decided[cause->round].option];
}

static const struct text *authors_sentence(const struct scenario_option *option,
                                           const struct room_cause *cause)
{
    for (uint32_t i = 0; i < option->because_count; i++)
        if (option->because[i].term == cause->term && option->because[i].helped == cause->helped)
            return &option->because[i].text;
    return NULL;
}

struct catalogue_cause why_words(const struct scenario *scenario, const struct room_cause *cause,
                                 const struct why_decided *decided, uint32_t count)
{
    const struct catalogue *c = scenario->catalogue;
    const struct scenario_option *option = option_of(scenario, cause, decided, count);
    struct catalogue_cause words = c->causes[cause->term][cause->helped];
    const struct catalogue_pulse *pulse;
    const struct text *own;

    assert(words.variants_count <= CAUSE_VARIANTS_MAX);
    if (cause->variant < words.variants_count)
        words.text = words.variants[cause->variant];
    if (cause->pulse == PULSE_NONE)
        return words;
    pulse = &c->pulses[cause->pulse];
    words.title = option == NULL ? pulse->name : option->title;
    own = option == NULL ? NULL : authors_sentence(option, cause);
    words.text = own == NULL ? words.text : *own;
    if (pulse->intervention >= 0) {
        words.certainty = c->interventions[pulse->intervention].certainty;
        words.source = c->interventions[pulse->intervention].source;
    }
    return words;
}

struct bytes why_text(const struct scenario *scenario, const struct room_cause *cause,
                      const struct catalogue_cause *words, uint32_t lang, struct buffer *texts)
{
    const struct bytes text = text_in(&words->text, lang);
    const struct bytes at_work = text_in(&scenario->catalogue->at_work[cause->helped], lang);
    const size_t from = texts->size;

    if (!cause->at_work)
        return text;
    buffer_append(texts, text.data, text.size);
    buffer_append_text(texts, " ");
    buffer_append(texts, at_work.data, at_work.size);
    return texts->overflowed ? text : (struct bytes){texts->data + from, texts->size - from};
}
