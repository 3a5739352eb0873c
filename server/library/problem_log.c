#include "library/problem_log.h"

#include "sys/log.h"

static void log_problem(const struct catalogue *catalogue, const struct problem *problem)
{
    char sentence[384];
    struct buffer b;

    buffer_init(&b, sentence, sizeof sentence - 1);
    if (catalogue != NULL)
        problem_write(problem, text_in(&catalogue->problems[problem->id], TEXT_LANG_en), &b);
    else
        buffer_append_text(&b, problem_name(problem->id));
    sentence[b.size] = '\0';
    log_error("scenarios", "problem", log_text("file", problem->file),
              log_text("path", problem->path), log_text("reason", sentence));
}

void problem_log_errors(const struct catalogue *catalogue, const struct problem_list *problems)
{
    for (uint32_t i = 0; i < problems->count; i++)
        if (problems->items[i].level == PROBLEM_ERROR)
            log_problem(catalogue, &problems->items[i]);
}
