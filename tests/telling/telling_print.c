#include "telling_print.h"

#include "scenario/scenario_play.h"

#include <stdio.h>

struct page {
    const struct why_story *story;
    const struct scenario *scenario;
    struct why_decided now;
    uint32_t lang;
};

static void put_bytes(struct bytes in)
{
    printf("%.*s", (int)in.size, (const char *)in.data);
}

static void put(const struct page *p, const struct text *text)
{
    put_bytes(text_in(text, p->lang));
}

static void print_before(const struct page *p)
{
    const struct scenario_dilemma *d = &p->scenario->dilemmas[p->now.dilemma];
    struct scenario_seen seen[SEEN_SIGNALS_MAX];
    const uint32_t count =
        scenario_signals(p->scenario, p->now.dilemma, p->story->before, p->lang, seen);

    for (uint32_t i = 0; i < count; i++) {
        printf("  ~ ");
        put(p, &p->scenario->members[seen[i].member].name);
        printf(" ");
        put_bytes(seen[i].text);
        printf("\n");
    }
    for (uint32_t o = 0; o < d->options_count; o++) {
        printf("  %c %c ", o == p->now.option ? '*' : ' ', (int)('A' + o));
        put(p, &d->options[o].title);
        if (o == p->now.option) {
            printf(" -- ");
            put(p, &d->options[o].text);
        }
        printf("\n");
    }
}

static void print_figures(const struct page *p, const struct sim_team *team)
{
    const struct catalogue *c = p->scenario->catalogue;
    const struct sim_figures figures = scenario_figures(p->scenario, team);

    printf("  # ");
    for (uint32_t i = 0; i < FIGURES_COUNT; i++) {
        const int32_t value = catalogue_figure_value(&figures, (enum catalogue_figure)i);

        printf("%s", i == 0 ? "" : "; ");
        put(p, &c->figures[i].name);
        printf(": ");
        put_bytes(catalogue_level_word(&c->figures[i], value, p->lang));
    }
    printf("\n");
}

static void print_after(const struct page *p, const struct room_cause *causes,
                        uint32_t causes_count)
{
    const struct scenario *s = p->scenario;
    const struct scenario_moment moment =
        scenario_moment_make(p->story->after, p->story->before, &s->parameters);
    struct text_block blocks[TOLD_BLOCKS_MAX];
    uint8_t memory[TOLD_BYTES_MAX], most_memory[MOST_BYTES_MAX];
    struct buffer texts, most;
    uint32_t count;

    buffer_init(&texts, memory, sizeof memory);
    buffer_init(&most, most_memory, sizeof most_memory);
    count = scenario_tell(s, p->now.dilemma, p->now.option, &moment, p->lang, &texts, blocks);
    for (uint32_t i = 0; i < count; i++) {
        printf("  > ");
        if (blocks[i].speech) {
            put_bytes(blocks[i].name);
            printf(": ");
        }
        put_bytes(blocks[i].text);
        printf("\n");
    }
    printf("  = ");
    put_bytes(why_most(s, p->now.dilemma, &moment, causes, causes_count, p->lang, &most));
    printf("\n");
}

static void print_cause(const struct page *p, const struct room_cause *c)
{
    const struct why_story *t = p->story;
    const struct catalogue_cause words = why_words(p->scenario, c, t->decided, t->decided_count);
    uint8_t memory[CAUSE_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    printf("  %s%u ", c->helped ? "+" : "-", c->weight);
    put(p, &words.title);
    printf(" | ");
    put_bytes(why_text(p->scenario, c, t->decided_count, &words, p->lang, &texts));
    printf(" |");
    for (uint32_t m = 0; m < p->scenario->members_count; m++)
        if ((c->members >> m & 1) != 0) {
            printf(" ");
            put(p, &p->scenario->members[m].name);
        }
    printf(" [%s %d]\n", sim_term_name(c->term), c->amount);
}

void telling_print(const struct why_story *story, const struct room_cause *causes, uint32_t count,
                   uint32_t number, uint32_t lang)
{
    const struct page p = {.story = story,
                           .scenario = story->scenario,
                           .now = story->decided[story->decided_count - 1],
                           .lang = lang};

    flockfile(stdout);
    printf("\n[%u] ", number);
    put_bytes(p.scenario->id);
    printf(", %u: ", story->decided_count);
    put(&p, &p.scenario->dilemmas[p.now.dilemma].title);
    printf("\n");
    if (story->decided_count == 1)
        print_figures(&p, story->before);
    print_before(&p);
    print_after(&p, causes, count);
    for (uint32_t i = 0; i < count; i++)
        print_cause(&p, &causes[i]);
    funlockfile(stdout);
}
