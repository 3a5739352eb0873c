#include "lab/content/told_report.h"

#include "cli/json_line.h"
#include "sim/sim_why.h"

#define TERM_WIDTH  22
#define WHO_WIDTH   34
#define LEAST_SHARE 0.02 /* What is told more seldom than this is no use to an author. */

static double share_of(uint32_t part, uint32_t whole)
{
    return whole == 0 ? 0 : (double)part / whole;
}

static const char *percent(uint32_t part, uint32_t whole, char out[16])
{
    snprintf(out, 16, "%.0f", 100 * share_of(part, whole));
    return out;
}

static const struct scenario_option *option_of(const struct told *told,
                                               const struct told_cause *cause)
{
    return &told->scenario->dilemmas[cause->dilemma].options[cause->option];
}

/* --- in words -------------------------------------------------------------------------------- */

/* Of what that the option starts; "give_space + more_clarity". */
static void print_started(const struct told *told, const struct told_cause *cause)
{
    const struct scenario_option *option = option_of(told, cause);
    char started[WHO_WIDTH * 4] = "";
    size_t length = 0;

    for (uint32_t i = 0; i < option->starts_count; i++) {
        const struct bytes key = told->scenario->catalogue->pulses[option->starts[i].pulse].key;

        if ((cause->starts >> i & 1u) != 0 && length < sizeof started)
            length +=
                (size_t)snprintf(started + length, sizeof started - length, "%s%.*s",
                                 length == 0 ? "" : " + ", (int)key.size, (const char *)key.data);
    }
    report_pad(stdout, bytes_of(started), WHO_WIDTH);
}

static void print_members(const struct told *told, const struct told_cause *cause)
{
    bool first = true;

    for (uint32_t m = 0; m < told->scenario->members_count; m++) {
        const struct bytes id = told->scenario->members[m].id;

        if ((cause->members >> m & 1u) == 0)
            continue;
        printf("%s%.*s", first ? "" : ", ", (int)id.size, (const char *)id.data);
        first = false;
    }
    printf("\n");
}

static void print_cause(const struct told *told, const struct told_cause *cause,
                        const struct report_texts *texts, uint32_t lang)
{
    const uint32_t decided = told->decided[cause->dilemma][cause->option];
    char in_round[16], later[16];

    printf("    %c ", cause->helped ? '+' : '-');
    report_pad(stdout, bytes_of(sim_term_name(cause->term)), TERM_WIDTH);
    print_started(told, cause);
    report_print(
        stdout, texts, "told.often",
        (const char *[REPORT_VALUES]){percent(cause->count - cause->later, decided, in_round),
                                      percent(cause->later, decided, later)});
    printf("      ");
    print_members(told, cause);
    if (cause->own != NULL) {
        const struct bytes text = text_in(cause->own, lang);

        printf("      %.*s\n", (int)text.size, (const char *)text.data);
    }
}

static void print_title(const struct text *text, int indent, uint32_t lang)
{
    const struct bytes title = text_in(text, lang);

    printf("\n%*s%.*s\n", indent, "", (int)title.size, (const char *)title.data);
}

static void print_options(const struct told *told, const struct report_texts *texts, uint32_t lang)
{
    const struct told_cause *last = NULL;

    for (uint32_t i = 0; i < told->count; i++) {
        const struct told_cause *cause = &told->causes[i];
        const uint32_t decided = told->decided[cause->dilemma][cause->option];

        if (last == NULL || last->dilemma != cause->dilemma)
            print_title(&told->scenario->dilemmas[cause->dilemma].title, 0, lang);
        if (last == NULL || last->dilemma != cause->dilemma || last->option != cause->option)
            print_title(&option_of(told, cause)->title, 2, lang);
        if (cause->own != NULL || share_of(cause->count, decided) >= LEAST_SHARE)
            print_cause(told, cause, texts, lang);
        last = cause;
    }
    printf("\n");
}

void told_report_print(const struct told *told, const struct report_texts *texts, bool brief,
                       uint32_t lang)
{
    const struct bytes title = text_in(&told->scenario->title, lang);
    char name[256], own[16], of_options[16];

    if (!brief)
        print_options(told, texts, lang);
    snprintf(name, sizeof name, "%.*s", (int)title.size, (const char *)title.data);
    snprintf(of_options, sizeof of_options, "%u", told->of_options);
    report_print(
        stdout, texts, "told.sum",
        (const char *[REPORT_VALUES]){name, percent(told->own, told->of_options, own), of_options});
}

/* --- for programs ---------------------------------------------------------------------------- */

static void add_id(cJSON *json, const char *key, struct bytes id)
{
    char text[ID_BYTES_MAX + 1];

    snprintf(text, sizeof text, "%.*s", (int)id.size, (const char *)id.data);
    cJSON_AddStringToObject(json, key, text);
}

static void print_json(const struct told *told, const struct told_cause *cause)
{
    cJSON *json = cJSON_CreateObject();

    add_id(json, "story", told->scenario->id);
    add_id(json, "dilemma", told->scenario->dilemmas[cause->dilemma].id);
    add_id(json, "option", option_of(told, cause)->id);
    cJSON_AddStringToObject(json, "by", sim_term_name(cause->term));
    cJSON_AddBoolToObject(json, "helped", cause->helped);
    cJSON_AddNumberToObject(json, "decided", told->decided[cause->dilemma][cause->option]);
    cJSON_AddNumberToObject(json, "told", cause->count);
    cJSON_AddNumberToObject(json, "later", cause->later);
    cJSON_AddBoolToObject(json, "own", cause->own != NULL);
    json_line_print(stdout, json);
}

void told_report_json(const struct told *told)
{
    cJSON *json = cJSON_CreateObject();

    for (uint32_t i = 0; i < told->count; i++)
        print_json(told, &told->causes[i]);
    add_id(json, "story", told->scenario->id);
    cJSON_AddNumberToObject(json, "told", told->of_options);
    cJSON_AddNumberToObject(json, "own_share",
                            json_line_thousandths(share_of(told->own, told->of_options)));
    cJSON_AddNumberToObject(json, "others", told->others);
    json_line_print(stdout, json);
}
