#include "fixture.h"

#include "scenario/format.h"
#include "sim/sim_why.h"

#include "behaviours.inc"

#define TEXT(nl, en)                                                                               \
    {                                                                                              \
        {                                                                                          \
            {(const uint8_t *)(nl), sizeof(nl) - 1},                                               \
            {                                                                                      \
                (const uint8_t *)(en), sizeof(en) - 1                                              \
            }                                                                                      \
        }                                                                                          \
    }
#define WORD(word)                                                                                 \
    {                                                                                              \
        (const uint8_t *)(word), sizeof(word) - 1                                                  \
    }
#define BLOCK(words)                                                                               \
    {                                                                                              \
        .speech = false, .member = -1, .text = WORD(words)                                         \
    }
#define SPEECH(who, index, drawn, words)                                                           \
    {                                                                                              \
        .speech = true, .member = index, .name = WORD(who), .face = WORD("moe"),                   \
        .portrait = WORD(drawn), .text = WORD(words)                                               \
    }
#define STORY(nl, en)                                                                              \
    {                                                                                              \
        {                                                                                          \
            {nl, sizeof(nl) / sizeof(nl)[0]},                                                      \
            {                                                                                      \
                en, sizeof(en) / sizeof(en)[0]                                                     \
            }                                                                                      \
        }                                                                                          \
    }

enum { BUDDY, LETTING_GO, FRAMES, BUSY, REDESIGN, PULSES };

/* ---- stories -------------------------------------------------------------------------------- */

static const struct text_block situation_nl[] = {
    BLOCK("Er ligt een map op tafel."),
    SPEECH("Yasmina", 0, "yasmina", "Ik durf hem niet te openen.")};
static const struct text_block situation_en[] = {
    BLOCK("There is a folder on the table."),
    SPEECH("Yasmina", 0, "yasmina", "I dare not open it.")};
static const struct text_block after_nl[] = {BLOCK("Yasmina opent de map.")};
static const struct text_block after_en[] = {BLOCK("Yasmina opens the folder.")};
static const struct text_block end_nl[] = {BLOCK("Zo gaat het verder.")};
static const struct text_block end_en[] = {BLOCK("And so it goes on.")};

static const struct scenario_paragraph paragraphs[] = {
    {.id = WORD("altijd"), .story = STORY(after_nl, after_en)}};

#define OPTION(name, pulse_, forced_, nl, en)                                                      \
    {                                                                                              \
        .id = WORD(name),                                                                          \
        .starts = {{.pulse = pulse_, .mask = SIM_EVERYBODY, .up = 700, .forced = forced_}},        \
        .starts_count = 1, .title = TEXT(nl, en),                                                  \
        .text = TEXT(nl " doe je zo.", en " like this."),                                          \
        .argument = TEXT("Omdat het werkt.", "Because it works."), .paragraphs = paragraphs,       \
        .paragraphs_count = 1                                                                      \
    }

#define DILEMMA_COMMON                                                                             \
    .weeks = 4, .situation = STORY(situation_nl, situation_en),                                    \
    .questions = {TEXT("Wat zie je?", "What do you see?"),                                         \
                  TEXT("Wat neem je aan?", "What do you assume?"),                                 \
                  TEXT("Wat als het misgaat?", "What if it goes wrong?")},                         \
    .questions_count = 3, .reflection = TEXT("Wat neem je mee?", "What do you take along?"),       \
    .backgrounds = {0}, .backgrounds_count = 1

static const struct scenario_dilemma dilemmas[] = {
    {.id = WORD("map"),
     .title = TEXT("De map", "The folder"),
     .about = 1 << 0 | 1 << 1,
     .diagnose = {0, 1},
     .diagnose_count = 2,
     .options = {OPTION("buddy", BUDDY, false, "Een maatje", "A buddy"),
                 OPTION("loslaten", LETTING_GO, false, "Loslaten", "Letting go"),
                 OPTION("kaders", FRAMES, true, "Kaders geven", "Giving frames")},
     .options_count = 3,
     DILEMMA_COMMON},
    {.id = WORD("rooster"),
     .title = TEXT("Het rooster", "The roster"),
     .about = 1 << 2,
     .options = {OPTION("loslaten", LETTING_GO, false, "Loslaten", "Letting go"),
                 OPTION("kaders", FRAMES, true, "Kaders geven", "Giving frames"),
                 OPTION("ontwerp", REDESIGN, false, "Taken herverdelen", "Sharing out tasks"),
                 OPTION("buddy", BUDDY, true, "Een maatje", "A buddy")},
     .options_count = 4,
     .happenings = {{.pulse = BUSY, .mask = SIM_EVERYBODY}},
     .happenings_count = 1,
     DILEMMA_COMMON},
    {.id = WORD("storing"),
     .title = TEXT("De storing", "The outage"),
     .about = 1 << 3,
     .diagnose = {3},
     .diagnose_count = 1,
     .options = {OPTION("ontwerp", REDESIGN, true, "Taken herverdelen", "Sharing out tasks"),
                 OPTION("buddy", BUDDY, false, "Een maatje", "A buddy"),
                 OPTION("loslaten", LETTING_GO, true, "Loslaten", "Letting go")},
     .options_count = 3,
     DILEMMA_COMMON},
};

/* ---- catalogue ------------------------------------------------------------------------------ */

static const struct catalogue_intervention interventions[] = {
    {.id = WORD("buddy"),
     .pulse = BUDDY,
     .layers = 1 << SIM_LAYER_COLLEAGUES,
     .phases = 1 << SIM_SEL | 1 << SIM_ACT,
     .layer_phases = {[SIM_LAYER_COLLEAGUES] = 1 << SIM_SEL | 1 << SIM_ACT},
     .certainty = CERTAIN_STUDY,
     .name = TEXT("Maatje", "Buddy"),
     .text = TEXT("Twee mensen leren samen.", "Two people learn together."),
     .source = TEXT("Voorbeeld 2020", "Example 2020")},
    {.id = WORD("loslaten"),
     .pulse = LETTING_GO,
     .layers = 1 << SIM_LAYER_LEADER,
     .phases = 1 << SIM_TOE | 1 << SIM_CON,
     .layer_phases = {[SIM_LAYER_LEADER] = 1 << SIM_TOE | 1 << SIM_CON},
     .certainty = CERTAIN_PRACTICE,
     .name = TEXT("Loslaten", "Letting go"),
     .text = TEXT("Jij doet een stap terug.", "You step back.")},
};

static const struct catalogue_reference references[] = {
    {.id = WORD("karasek"),
     .certainty = CERTAIN_THEORY,
     .title = TEXT("Eisen en ruimte", "Demands and control"),
     .text = TEXT("Druk leert als er ruimte is.", "Pressure teaches where there is room."),
     .source = TEXT("Karasek 1979", "Karasek 1979")}};

static const uint16_t buddy_only[] = {0};
static const struct catalogue_suggestion suggestions[] = {
    {.id = WORD("samen"),
     .text = TEXT("Laat twee mensen samen kijken.", "Let two people look together."),
     .interventions = {buddy_only, 1}}};

static struct catalogue catalogue;

static void make_pulse(uint32_t index, const char *key, bool happening, enum sim_layer layer,
                       enum sim_factor factor, int16_t amplitude, enum sim_push push)
{
    struct sim_pulse *p = &catalogue.sim.pulses[index];

    *p = (struct sim_pulse){.layer = (uint8_t)layer,
                            .personal = !happening,
                            .lifts_count = 1,
                            .lifts = {{(int16_t)factor, amplitude}},
                            .pushes_count = happening ? 0 : 1,
                            .pushes = {{(int16_t)push, 700}},
                            .fit = {400, 800, 900, 700, 500},
                            .need = {200, 200, 200, 200},
                            .delay = 0,
                            .ramp = 1,
                            .hold = 8,
                            .fade = 4,
                            .change = 200,
                            .hours = happening ? 0 : 2};
    catalogue.pulses[index] =
        (struct catalogue_pulse){.key = bytes_of(key), .happening = happening, .intervention = -1};
    catalogue.pulses[index].name = (struct text){{bytes_of(key), bytes_of(key)}};
    catalogue.pulses[index].text = (struct text){{bytes_of(key), bytes_of(key)}};
    if (happening)
        catalogue.pulses[index].does = (struct text)TEXT("Er komt meer werk", "More work comes");
    for (int16_t i = 0; i < (int16_t)(sizeof interventions / sizeof interventions[0]); i++) {
        if (interventions[i].pulse == index)
            catalogue.pulses[index].intervention = i;
    }
}

static struct text same(const char *words)
{
    return (struct text){{bytes_of(words), bytes_of(words)}};
}

static struct catalogue_words words_of(const char *name)
{
    struct catalogue_words w = {.name = same(name), .levels_count = 3, .bit = 50, .much = 150};

    w.below[0] = 350;
    w.below[1] = 650;
    w.below[2] = 1001;
    w.level[0] = same("laag");
    w.level[1] = same("gewoon");
    w.level[2] = same("hoog");
    w.change[0] = same("veel lager");
    w.change[1] = same("iets lager");
    w.change[2] = same("iets hoger");
    w.change[3] = same("veel hoger");
    return w;
}

static void make_most(void)
{
    for (uint32_t i = 0; i < MOST_COUNT; i++) {
        catalogue.most[i][0] = same("{name} minder");
        catalogue.most[i][1] = same("{name} meer");
    }
    catalogue.little = same("Weinig");
}

static void make_causes(void)
{
    static char texts[SIM_TERMS_COUNT][2][40];

    for (uint32_t i = 0; i < SIM_TERMS_COUNT; i++) {
        for (uint32_t helped = 0; helped < 2; helped++) {
            format_text(texts[i][helped], sizeof texts[i][helped], "%s %s", sim_term_name((int)i),
                        helped ? "hielp" : "hield tegen");
            catalogue.causes[i][helped] = (struct catalogue_cause){.title = same(texts[i][helped]),
                                                                   .text = same(texts[i][helped]),
                                                                   .certainty = CERTAIN_THEORY,
                                                                   .source = same("Karasek 1979")};
        }
    }
}

static void make_words(void)
{
    static const struct text moved[MOVEMENTS_COUNT] = {
        TEXT("{name} zet een stap.", "{name} takes a step."),
        TEXT("{name} doet een stap terug.", "{name} steps back."),
        TEXT("{name} kiest opnieuw.", "{name} chooses again."),
        TEXT("{name} vertrekt.", "{name} leaves."), TEXT("{name} is nieuw.", "{name} is new.")};

    for (uint32_t m = 0; m < MOVEMENTS_COUNT; m++) {
        for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++) {
            catalogue.movements[m][p][0] = moved[m];
            catalogue.movements_count[m][p] = 1;
        }
    }
    catalogue.quiet[0] = (struct text)TEXT("Het blijft stil.", "It stays quiet.");
    catalogue.quiet_count = 1;
    for (uint32_t i = 1; i < 13; i++)
        catalogue.weeks_later[i] = (struct text)TEXT("Weken later", "Weeks later");
    for (uint32_t i = 0; i < FIGURES_COUNT; i++)
        catalogue.figures[i] = words_of("cijfer");
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++)
        catalogue.factors[i] = words_of("factor");
    for (uint32_t i = 0; i < SIM_PHASES_COUNT; i++)
        catalogue.phases[i] = same("fase");
    for (uint32_t i = 0; i < SIM_LAYERS_COUNT; i++)
        catalogue.layers[i] = same("laag");
}

static void make_catalogue(void)
{
    make_pulse(BUDDY, "buddy", false, SIM_LAYER_COLLEAGUES, SIM_COL, 300, SIM_PUSH_KUNNEN);
    make_pulse(LETTING_GO, "loslaten", false, SIM_LAYER_LEADER, SIM_AUT, 400, SIM_PUSH_DURVEN);
    make_pulse(FRAMES, "kaders", false, SIM_LAYER_LEADER, SIM_RIC, 400, SIM_PUSH_WETEN);
    make_pulse(BUSY, "drukte", true, SIM_LAYER_HAPPENING, SIM_DEM, 500, SIM_PUSH_WETEN);
    make_pulse(REDESIGN, "ontwerp", false, SIM_LAYER_TASK, SIM_CMP, 400, SIM_PUSH_WILLEN);
    catalogue.sim.pulses_count = PULSES;
    for (uint32_t i = 0; i < PULSES; i++)
        assert(sim_pulse_check(&catalogue.sim.pulses[i]) == SIM_PULSE_OK);
    catalogue.parameters = sim_parameters_default();
    catalogue.interventions = interventions;
    catalogue.interventions_count = sizeof interventions / sizeof interventions[0];
    catalogue.references = references;
    catalogue.references_count = 1;
    catalogue.cards[0] = (struct catalogue_card){.id = WORD("kaart"),
                                                 .number = 1,
                                                 .name = TEXT("Samen leren", "Learning together"),
                                                 .goal = TEXT("Leren van elkaar", "Learn"),
                                                 .suggestions = suggestions,
                                                 .suggestions_count = 1,
                                                 .interventions = {buddy_only, 1}};
    catalogue.cards_count = 1;
    memcpy(catalogue.behaviours, behaviours_known, sizeof behaviours_known);
    catalogue.behaviours_count = BEHAVIOURS_KNOWN;
    for (uint32_t i = 0; i < BEHAVIOURS_KNOWN; i++) {
        catalogue.behaviour_texts[i][0] = (struct text)TEXT("zegt niets", "says nothing");
        catalogue.behaviour_texts_count[i] = 1;
    }
    make_causes();
    make_most();
    make_words();
}

/* ---- scenario ------------------------------------------------------------------------------- */

static struct scenario scenario = {
    .catalogue = &catalogue,
    .id = WORD("klein"),
    .version = WORD("1.0.0-test"),
    .languages = 3,
    .minutes = 45,
    .weeks_per_round = 4,
    .warm_up_weeks = 8,
    .step_minutes = {3, 2, 4, 10, 5, 5, 5},
    .setting = WORD("municipality"),
    .title = TEXT("De kleine afdeling", "The small department"),
    .subtitle = TEXT("Vier mensen", "Four people"),
    .intro = TEXT("Je leidt vier mensen.", "You lead four people."),
    .members = {{.id = WORD("yasmina"),
                 .face = WORD("yasmina"),
                 .phase = 1,
                 .impression = 2,
                 .name = TEXT("Yasmina", "Yasmina"),
                 .role = TEXT("adviseur", "adviser"),
                 .story = TEXT("Zes jaar hier.", "Six years here.")},
                {.id = WORD("bram"),
                 .face = WORD("bram"),
                 .phase = 0,
                 .impression = 1,
                 .name = TEXT("Bram", "Bram"),
                 .role = TEXT("jurist", "lawyer"),
                 .story = TEXT("Net begonnen.", "Just begun.")},
                {.id = WORD("sanne"),
                 .face = WORD("sanne"),
                 .phase = 3,
                 .impression = 3,
                 .name = TEXT("Sanne", "Sanne"),
                 .role = TEXT("planner", "planner"),
                 .story = TEXT("Kent iedereen.", "Knows everybody.")},
                {.id = WORD("wim"),
                 .face = WORD("wim"),
                 .phase = 2,
                 .impression = 0,
                 .name = TEXT("Wim", "Wim"),
                 .role = TEXT("balie", "desk"),
                 .story = TEXT("Bijna met pensioen.", "Nearly retired.")}},
    .members_count = 4,
    .happenings = {BUSY},
    .happenings_count = 1,
    .dilemmas = dilemmas,
    .dilemmas_count = sizeof dilemmas / sizeof dilemmas[0],
    .rounds = {{.deck = {0}, .deck_count = 1},
               {.deck = {1}, .deck_count = 1},
               {.deck = {2}, .deck_count = 1}},
    .rounds_count = 3,
    .endings = {{.id = WORD("zo"), .story = STORY(end_nl, end_en)}},
    .endings_count = 1,
    .aims = {TEXT("Kijken voor je kiest", "Looking before choosing")},
    .aims_count = 1,
    .single_loop = {TEXT("Wat zou je anders doen?", "What would you do differently?")},
    .single_loop_count = 1,
    .double_loop = {TEXT("Wat nam je aan?", "What did you assume?")},
    .double_loop_count = 1,
    .cards = {0},
    .cards_count = 1,
};

const struct scenario *fixture_scenario(void)
{
    static bool made;

    if (made)
        return &scenario;
    made = true;
    make_catalogue();
    scenario.parameters = catalogue.parameters;
    scenario.origin = sim_origin_default(1, 4, SIM_PROFILE_AVERAGE);
    for (uint32_t i = 0; i < scenario.members_count; i++)
        scenario.origin.member[i].phase = scenario.members[i].phase;
    assert(sim_origin_check(&scenario.origin));
    return &scenario;
}
