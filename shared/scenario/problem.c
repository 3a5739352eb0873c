#include "scenario/problem.h"

static const struct {
    const char *name;
    enum problem_level level;
} kinds[PROBLEM_IDS_COUNT] = {
#define PROBLEM(NAME, name, level) [PROBLEM_##NAME] = {#name, PROBLEM_##level},
    PROBLEMS(PROBLEM)
#undef PROBLEM
};

const char *problem_name(enum problem_id id)
{
    return id < PROBLEM_IDS_COUNT ? kinds[id].name : "unknown";
}

static void copy_text(char *out, size_t capacity, const char *text)
{
    size_t size = text == NULL ? 0 : strlen(text);

    if (size >= capacity) {
        size = capacity - 1;
        while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--; /* A cut must not split a character. */
    }
    if (size > 0)
        memcpy(out, text, size);
    out[size] = '\0';
}

void problem_add(struct problem_list *list, enum problem_id id, const char *file, const char *path,
                 const char *parameter0, const char *parameter1, const char *parameter2)
{
    struct problem *problem;

    assert(id < PROBLEM_IDS_COUNT);
    if (kinds[id].level == PROBLEM_WARNING && list->errors_only)
        return;
    if (kinds[id].level == PROBLEM_ERROR)
        list->errors++;
    else
        list->warnings++;
    if (list->count == PROBLEMS_MAX)
        return;
    problem = &list->items[list->count++];
    problem->id = id;
    problem->level = kinds[id].level;
    copy_text(problem->file, sizeof problem->file, file);
    copy_text(problem->path, sizeof problem->path, path);
    copy_text(problem->parameter[0], PROBLEM_PARAMETER_MAX, parameter0);
    copy_text(problem->parameter[1], PROBLEM_PARAMETER_MAX, parameter1);
    copy_text(problem->parameter[2], PROBLEM_PARAMETER_MAX, parameter2);
}

/* "{1}" at `at`: its number, or -1. */
static int parameter_at(struct bytes pattern, size_t at)
{
    if (at + 2 >= pattern.size || pattern.data[at] != '{' || pattern.data[at + 2] != '}')
        return -1;
    if (pattern.data[at + 1] < '0' || pattern.data[at + 1] >= '0' + PROBLEM_PARAMETERS_MAX)
        return -1;
    return pattern.data[at + 1] - '0';
}

/* Does the part in brackets that begins at `at` name an empty parameter? *end: its bracket. */
static bool part_is_empty(const struct problem *problem, struct bytes pattern, size_t at,
                          size_t *end)
{
    bool empty = false;

    for (*end = at + 1; *end < pattern.size && pattern.data[*end] != ']'; (*end)++) {
        const int number = parameter_at(pattern, *end);

        if (number >= 0 && problem->parameter[number][0] == '\0')
            empty = true;
    }
    return empty;
}

void problem_write(const struct problem *problem, struct bytes pattern, struct buffer *out)
{
    for (size_t i = 0; i < pattern.size; i++) {
        const int number = parameter_at(pattern, i);
        size_t end;

        if (number >= 0) {
            buffer_append_text(out, problem->parameter[number]);
            i += 2;
        } else if (pattern.data[i] == '[' && part_is_empty(problem, pattern, i, &end)) {
            i = end;
        } else if (pattern.data[i] != '[' && pattern.data[i] != ']') {
            buffer_append_byte(out, pattern.data[i]);
        }
    }
}
