/* play_test.c -- conditions, drawing, telling, words: what a session reads of a scenario. */
#include "scenario/scenario_play.h"
#include "small.h"

#include "test.h"

#include <stdlib.h>

static struct scenario *compile_small(void)
{
    static struct problem_list problems;

    memset(&problems, 0, sizeof problems);
    return small_compile(NULL, NULL, 0, false, &problems);
}

static struct condition_node compare(uint8_t of, uint8_t index, uint8_t op, int32_t value)
{
    return (struct condition_node){
        .kind = CONDITION_COMPARE, .of = of, .index = index, .op = op, .value = value};
}

static bool holds(struct condition_node *nodes, uint32_t count, const struct sim_team *now,
                  const struct sim_team *before)
{
    const struct sim_parameters parameters = sim_parameters_default();
    const struct scenario_condition condition = {nodes, count};
    const struct scenario_moment moment = scenario_moment_make(now, before, &parameters);

    return scenario_condition_holds(&condition, &moment);
}

TEST(a_member_moves_by_steps_and_choosing_again_is_one_on)
{
    struct scenario *s = compile_small();
    struct sim_team before, now;
    struct condition_node moved =
        compare(CONDITION_OF_MEMBER, CONDITION_MEMBER_MOVED, CONDITION_OP_EQ, 1);

    scenario_team_make(s, 7, &before);
    now = before;
    now.week += 4;
    for (uint32_t i = 0; i < 4; i++)
        now.member.tenure[i] += 4;
    moved.slot = 0;
    CHECK(!holds(&moved, 1, &now, &before));
    now.member.phase[0] = before.member.phase[0] + 1;
    CHECK(holds(&moved, 1, &now, &before));
    before.member.phase[0] = SIM_CON;
    now.member.phase[0] = SIM_SEL;
    now.member.spiral[0] = before.member.spiral[0] + 1;
    CHECK(holds(&moved, 1, &now, &before));
    now.member.spiral[0] = before.member.spiral[0];
    before.member.phase[0] = SIM_TOE;
    moved.value = -2;
    CHECK(holds(&moved, 1, &now, &before));
    scenario_free(s);
}

TEST(about_somebody_who_left_only_left_and_vacant_hold)
{
    struct scenario *s = compile_small();
    struct sim_team before, now;
    struct condition_node strain =
        compare(CONDITION_OF_MEMBER, CONDITION_MEMBER_STRAIN, CONDITION_OP_GE, 0);
    struct condition_node left =
        compare(CONDITION_OF_MEMBER, CONDITION_MEMBER_LEFT, CONDITION_OP_EQ, 1);

    scenario_team_make(s, 7, &before);
    now = before;
    now.week += 4;
    now.member.vacant[0] = 3;
    CHECK(!holds(&strain, 1, &now, &before));
    CHECK(holds(&left, 1, &now, &before));
    now.member.vacant[0] = 0; /* Somebody new, for a week. */
    now.member.tenure[0] = 1;
    CHECK(!holds(&strain, 1, &now, &before));
    CHECK(holds(&left, 1, &now, &before));
    now.member.tenure[0] = before.member.tenure[0] + 4;
    CHECK(holds(&strain, 1, &now, &before));
    CHECK(!holds(&left, 1, &now, &before));
    scenario_free(s);
}

TEST(conditions_combine_in_reading_order)
{
    struct scenario *s = compile_small();
    struct sim_team team;
    struct condition_node nodes[5] = {
        {.kind = CONDITION_ANY, .children = 2},
        {.kind = CONDITION_NOT, .children = 1},
        {.kind = CONDITION_COMPARE, .of = CONDITION_OF_WEEK, .op = CONDITION_OP_GE, .value = 0},
        {.kind = CONDITION_COMPARE, .of = CONDITION_OF_WEEK, .op = CONDITION_OP_EQ, .value = 10},
    };

    scenario_team_make(s, 3, &team);
    CHECK_EQ(team.week, s->warm_up_weeks);
    CHECK(holds(nodes, 4, &team, &team));
    nodes[3].value = 11;
    CHECK(!holds(nodes, 4, &team, &team));
    nodes[0].kind = CONDITION_ALL;
    CHECK(!holds(nodes, 4, &team, &team));
    CHECK(holds(NULL, 0, &team, &team));
    scenario_free(s);
}

/* Weeks of a team in which everything drives people out: strain, the market, disruption. */
static bool somebody_leaves(const struct scenario *s, const struct sim_parameters *parameters)
{
    struct sim_team team;
    bool left = false;

    scenario_team_make(s, 7, &team);
    for (uint32_t week = 0; week < 52 && !left; week++) {
        team.loss_u = 1000000;
        team.base_u[SIM_MOB] = 1000000;
        for (uint32_t m = 0; m < s->members_count; m++)
            team.member.strain_u[m] = 1000000;
        sim_team_step(&team, &s->catalogue->sim, parameters);
        for (uint32_t m = 0; m < s->members_count; m++)
            left = left || (team.member.vacant[m] > 0 && !team.member.sick[m]);
    }
    return left;
}

static bool somebody_falls_ill(const struct scenario *s, const struct sim_parameters *parameters)
{
    struct sim_team team;
    bool ill = false;

    scenario_team_make(s, 7, &team);
    for (uint32_t week = 0; week < 52 && !ill; week++) {
        for (uint32_t m = 0; m < s->members_count; m++)
            team.member.tired_u[m] = 1000000;
        sim_team_step(&team, &s->catalogue->sim, parameters);
        for (uint32_t m = 0; m < s->members_count; m++)
            ill = ill || team.member.sick[m] != 0;
    }
    return ill;
}

/* No story tells of it, whatever its people go through. */
TEST(nobody_falls_ill_in_a_story)
{
    struct scenario *s = compile_small();
    struct sim_parameters parameters = sim_parameters_default();

    CHECK(somebody_falls_ill(s, &parameters));
    CHECK(!somebody_falls_ill(s, &s->parameters));
    scenario_free(s);
}

TEST(who_a_story_needs_does_not_leave_after_a_disruption_either)
{
    struct scenario *s = compile_small();
    struct sim_parameters parameters = sim_parameters_default(), contagion;

    CHECK(somebody_leaves(s, &parameters));
    scenario_keep_together(&parameters);
    CHECK(sim_parameters_check(&parameters) == NULL);
    CHECK(!somebody_leaves(s, &parameters));
    contagion = parameters;
    contagion.loss_quit = 1000; /* Only those who left, and a disruption, make others leave. */
    CHECK(somebody_leaves(s, &contagion));
    scenario_free(s);
}

TEST(a_deck_gives_what_holds_and_never_the_same_twice)
{
    struct scenario *s = compile_small();
    struct sim_team team;

    scenario_team_make(s, 3, &team);
    CHECK_EQ(scenario_draw(s, 0, &team, 0), 0);
    CHECK_EQ(scenario_draw(s, 1, &team, 1), 1);
    /* "rooster" asks for a workload above 100; without it the deck goes on to "balie". */
    for (int i = 0; i < 4; i++)
        team.member.load[i] = 0;
    CHECK_EQ(scenario_draw(s, 1, &team, 0), 0);
    /* Nothing else is left: then its condition does not matter. */
    CHECK_EQ(scenario_draw(s, 1, &team, 1), 1);
    scenario_free(s);
}

TEST(against_a_choice_stands_the_option_furthest_from_it_that_somebody_argues_for)
{
    struct scenario_dilemma dilemma = {.options_count = 4};
    const struct scenario s = {.dilemmas = &dilemma, .dilemmas_count = 1};
    const int8_t room[] = {-1, 0, 2, 2};

    for (uint32_t i = 0; i < 4; i++) {
        dilemma.options[i].argument = (struct text){{bytes_of("waarom"), bytes_of("why")}};
        dilemma.options[i].axes[1] = room[i];
    }
    CHECK_EQ(scenario_opposite(&s, 0, 0), 2); /* The first of equals. */
    CHECK_EQ(scenario_opposite(&s, 0, 3), 0);
    CHECK_EQ(scenario_opposite(&s, 0, 1), 2);
    dilemma.options[2].argument = (struct text){0};
    CHECK_EQ(scenario_opposite(&s, 0, 0), 3);
    for (uint32_t i = 0; i < 4; i++)
        dilemma.options[i].argument = (struct text){0};
    CHECK_EQ(scenario_opposite(&s, 0, 0), OPTIONS_MAX);
}

TEST(a_decision_starts_its_happenings_first_and_then_its_pulses)
{
    struct scenario *s = compile_small();
    struct sim_team team;
    const int32_t sick = catalogue_find_pulse(s->catalogue, bytes_of("zieke_collega"));
    const int32_t room = catalogue_find_pulse(s->catalogue, bytes_of("autonomie"));

    scenario_team_make(s, 3, &team);
    scenario_start_option(s, 0, 0, &team);
    CHECK_EQ(team.running_count, 2);
    CHECK_EQ(team.running[0].pulse, sick);
    CHECK_EQ(team.running[0].quality, 1000);
    CHECK_EQ(team.running[1].pulse, room);
    CHECK_EQ(team.running[1].up, 600);
    scenario_run(s, 0, &team);
    CHECK_EQ(team.week, s->warm_up_weeks + 4);
    scenario_free(s);
}

static bool told(const struct text_block *blocks, uint32_t count, const char *what)
{
    for (uint32_t i = 0; i < count; i++) {
        if (bytes_equal_text(blocks[i].text, what))
            return true;
    }
    return false;
}

/* The small story with `now` where `was` stands first. */
static struct scenario *compile_small_with(const char *was, const char *now)
{
    static struct problem_list problems;
    size_t size;
    char *text = small_file("scenario.json", &size), *other = calloc(1, size + 64);
    const char *at = strstr(text, was);
    struct scenario *s;

    CHECK(at != NULL);
    memcpy(other, text, (size_t)(at - text));
    strcat(other, now);
    strcat(other, at + strlen(was));
    s = small_compile("scenario.json", other, strlen(other), false, &problems);
    free(other);
    free(text);
    return s;
}

TEST(members_may_belong_to_one_of_two_subgroups)
{
    struct scenario *s = compile_small_with("\"tenure\": 30", "\"tenure\": 30, \"side\": 2");
    struct sim_team team;

    scenario_team_make(s, 3, &team);
    CHECK_EQ(team.member.side[0], 2);
    CHECK_EQ(team.member.side[1], 0);
    scenario_free(s);
}

/* task_redesign and minimal_division_design are carried out by one and the same pulse. */
TEST(a_start_remembers_which_intervention_it_was_called)
{
    struct scenario *s = compile_small_with("\"clear_frames\"", "\"minimal_division_design\"");
    const struct scenario_start *start;

    start = &s->dilemmas[0].options[1].starts[0];
    CHECK_EQ(start->intervention,
             catalogue_find_intervention(s->catalogue, bytes_of("minimal_division_design")));
    CHECK(s->catalogue->pulses[start->pulse].intervention != start->intervention);
    scenario_free(s);
}

TEST(a_story_tells_what_holds_and_names_who_moved)
{
    struct scenario *s = compile_small();
    struct sim_team before, now;
    struct text_block blocks[TOLD_BLOCKS_MAX];
    uint8_t memory[TOLD_BYTES_MAX];
    struct buffer texts;
    struct scenario_moment moment;
    uint32_t count;
    bool tom = false;

    scenario_team_make(s, 3, &before);
    now = before;
    now.week += 4;
    for (uint32_t i = 0; i < 4; i++)
        now.member.tenure[i] += 4;
    now.member.phase[0]++; /* Noor goes on: her own paragraph holds. */
    now.member.phase[3]++; /* Tom too: nobody wrote about him. */
    moment = scenario_moment_make(&now, &before, &s->parameters);
    buffer_init(&texts, memory, sizeof memory);
    count = scenario_tell(s, 0, 0, &moment, TEXT_LANG_nl, &texts, blocks);
    CHECK_EQ(count, 3);
    CHECK(told(blocks, count, "Aan het eind van de dag ligt er een briefje met drie namen."));
    CHECK(told(blocks, count, "Ik heb het zelf gedaan."));
    CHECK(blocks[1].speech && blocks[1].member == 0 && bytes_equal_text(blocks[1].face, "blij"));
    for (size_t i = 0; i + 3 <= blocks[2].text.size; i++)
        tom = tom || memcmp(blocks[2].text.data + i, "Tom", 3) == 0;
    CHECK(tom);
    scenario_free(s);
}

TEST(speech_is_cut_from_the_text)
{
    struct scenario *s = compile_small();
    const struct text_blocks blocks = text_story_in(&s->dilemmas[0].situation, TEXT_LANG_en);

    CHECK_EQ(blocks.count, 4);
    CHECK(!blocks.items[0].speech && blocks.items[0].member == -1);
    CHECK(blocks.items[1].speech && blocks.items[1].member == 0);
    CHECK(bytes_equal_text(blocks.items[1].name, "Noor"));
    CHECK(bytes_equal_text(blocks.items[1].face, "twijfelt"));
    CHECK(blocks.items[2].speech && blocks.items[2].member == -1);
    CHECK(bytes_equal_text(blocks.items[2].name, "Marga"));
    CHECK(bytes_equal_text(blocks.items[2].text, "Could you drop by later?"));
    scenario_free(s);
}

/* A speaker is drawn by the face in scenario.json, whatever they are called. */
TEST(who_speaks_has_the_face_they_were_given)
{
    struct scenario *s = compile_small();

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        const struct text_blocks blocks = text_story_in(&s->dilemmas[0].situation, lang);

        CHECK_EQ(blocks.count, 4);
        CHECK_EQ(blocks.items[0].portrait.size, 0);                 /* Nobody says it. */
        CHECK(bytes_equal_text(blocks.items[1].portrait, "ilse"));  /* A member, by its face. */
        CHECK(bytes_equal_text(blocks.items[2].portrait, "marga")); /* Another, by its id. */
        CHECK(bytes_equal_text(blocks.items[3].portrait, "greet")); /* Another, by its face. */
    }
    scenario_free(s);
}

TEST(signals_speak_of_everybody_the_dilemma_is_about)
{
    struct scenario *s = compile_small();
    struct scenario_seen seen[SEEN_SIGNALS_MAX], again[SEEN_SIGNALS_MAX];
    struct sim_team team;

    scenario_team_make(s, 3, &team);
    CHECK_EQ(scenario_signals(s, 0, &team, TEXT_LANG_nl, seen), 2);
    CHECK_EQ(seen[0].member, 0);
    CHECK(bytes_equal_text(seen[0].text, "kijkt vaak even naar de deur"));
    CHECK_EQ(seen[1].member, 1);
    CHECK(seen[1].text.size > 0);
    scenario_signals(s, 0, &team, TEXT_LANG_nl, again); /* Looking twice shows the same. */
    CHECK(bytes_equal(seen[1].text, again[1].text));
    scenario_free(s);
}

TEST(words_say_a_level_or_a_change)
{
    const struct catalogue_words *words = &small_catalogue()->figures[FIGURE_WORKLOAD];

    CHECK(bytes_equal_text(catalogue_word(words, 650, 650, TEXT_LANG_nl), "hoog"));
    CHECK(bytes_equal_text(catalogue_word(words, 600, 650, TEXT_LANG_nl), "iets lager"));
    CHECK(bytes_equal_text(catalogue_word(words, 400, 650, TEXT_LANG_nl), "veel lager"));
    CHECK(bytes_equal_text(catalogue_word(words, 700, 650, TEXT_LANG_en), "a little higher"));
    CHECK(bytes_equal_text(catalogue_level_word(words, 0, TEXT_LANG_nl), "rustig"));
    CHECK(bytes_equal_text(catalogue_level_word(words, 1000, TEXT_LANG_nl), "veel te hoog"));
}

TEST(every_text_of_a_cause_is_there_in_both_languages)
{
    const struct catalogue *c = small_catalogue();
    uint32_t sides = 0;

    for (uint16_t term = SIM_TERM_NONE + 1; term < SIM_TERMS_COUNT; term++) {
        for (int helped = 0; helped < 2; helped++) {
            const struct catalogue_cause *cause = &c->causes[term][helped];

            if (cause->title.in[0].size == 0)
                continue; /* What nobody did, or cannot come about. */
            sides++;
            CHECK(cause->certainty < CERTAINTIES_COUNT);
            CHECK(cause->variants_count > 0 && cause->variants_count <= CAUSE_VARIANTS_MAX);
            for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
                CHECK(cause->title.in[lang].size > 0);
                for (uint32_t i = 0; i < cause->variants_count; i++)
                    CHECK(cause->variants[i].in[lang].size > 0);
            }
        }
    }
    CHECK(sides > 80);
    for (uint32_t i = 0; i < 2; i++)
        CHECK(c->at_work[i].in[1 - i].size > 0 && c->worn_off[i].in[1 - i].size > 0 &&
              c->of_round.in[i].size > 0 && c->came_back.in[i].size > 0 &&
              c->of_work.in[i].size > 0);
}

/* What is told most often has more than one text, so that a room does not read it every round. */
TEST(what_is_told_often_is_told_in_several_ways)
{
    static const enum sim_term often[][2] = {{SIM_TERM_PARTICIPATION_LOAD, 0},
                                             {SIM_TERM_WILLEN, 1},
                                             {SIM_TERM_DURVEN, 1},
                                             {SIM_TERM_KUNNEN, 1},
                                             {SIM_TERM_WETEN, 1},
                                             {SIM_TERM_MOGEN, 1}};
    const struct catalogue *c = small_catalogue();

    for (size_t i = 0; i < sizeof often / sizeof often[0]; i++)
        CHECK(c->causes[often[i][0]][often[i][1]].variants_count >= 3);
}

/* A team that drowns does not begin with much work that gets done, because chance has it so. */
TEST(first_figures_are_as_the_story_opens_and_later_ones_vary)
{
    struct scenario *s = compile_small();
    bool varies = false;

    for (uint32_t seed = 1; seed <= 20; seed++) {
        struct sim_team team;
        struct sim_figures shown, exact;

        scenario_team_make(s, seed, &team);
        shown = scenario_figures(s, &team);
        exact = sim_signal_figures_true(&team, &s->catalogue->sim, &s->parameters);
        CHECK(shown.workload <= exact.workload && exact.workload - shown.workload < 50);
        CHECK(shown.mood <= exact.mood && exact.mood - shown.mood < 50);
        CHECK(shown.output <= exact.output && exact.output - shown.output < 50);
        CHECK(shown.workload % 50 == 0 && shown.mood % 50 == 0 && shown.output % 50 == 0);
        CHECK_EQ(shown.absence, exact.absence);
        scenario_run(s, 0, &team);
        shown = scenario_figures(s, &team);
        exact = sim_signal_figures_true(&team, &s->catalogue->sim, &s->parameters);
        varies = varies || shown.output > exact.output || exact.output - shown.output >= 50;
    }
    CHECK(varies);
    scenario_free(s);
}

TEST(an_option_may_say_itself_why_it_worked)
{
    struct scenario *s = compile_small();
    const struct scenario_option *o = &s->dilemmas[0].options[0];

    CHECK_EQ(o->because_count, 3);
    CHECK_EQ(o->because[0].term, SIM_TERM_AUTONOMY);
    CHECK(o->because[0].helped && !o->because[1].helped);
    CHECK(bytes_equal_text(text_in(&o->because[1].text, TEXT_LANG_en),
                           "Noor no longer knows who is first."));
    CHECK_EQ(o->because[0].members, SIM_EVERYBODY);
    CHECK_EQ(o->because[1].members, 1u << 0); /* It names Noor, and is told of Noor only. */
    CHECK_EQ(o->because[2].term, SIM_TERM_LITTLE_TIME); /* It only ever holds back. */
    CHECK_EQ(s->dilemmas[0].options[1].because_count, 0);
    scenario_free(s);
}

TEST(the_version_changes_with_the_content)
{
    static struct problem_list problems;
    struct scenario *a = compile_small(), *b;
    size_t size;
    char *text = small_file("nl.json", &size);

    text[strstr(text, "Klein") - text] = 'K';
    b = small_compile("nl.json", text, size, false, &problems);
    CHECK(bytes_equal(a->version, b->version));
    scenario_free(b);
    memcpy(strstr(text, "Klein"), "Kloin", 5);
    b = small_compile("nl.json", text, size, false, &problems);
    CHECK(!bytes_equal(a->version, b->version));
    CHECK(a->version.size <= VERSION_BYTES_MAX);
    scenario_free(a);
    scenario_free(b);
    free(text);
}
