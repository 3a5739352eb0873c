/* author_inside.h -- what the files of this folder share: the jobs themselves, and their answers.
 */
#ifndef DK_AUTHOR_AUTHOR_INSIDE_H
#define DK_AUTHOR_AUTHOR_INSIDE_H

#include "author/author.h"
#include "library/content_report.h"
#include "library/draft.h"

/* What all jobs may read. */
struct author_content {
    const struct catalogue *catalogue;
    const struct report_texts *texts[TEXT_LANGS_COUNT];
    const char *root, *data;
};

/* {"problems": ...} and what else a check says. `json` of the answer is made, or it has a fault. */
void author_check(const struct author_content *content, struct bytes body, uint32_t lang,
                  struct author_answer *out);
/* The words of the catalogue as JSON from malloc; size 0: no memory. */
struct bytes author_catalogue_make(const struct author_content *content, uint32_t lang);

/* What came of loading a draft; `scenario` is the caller's, to be offered, when loaded. */
struct author_loaded {
    struct scenario *scenario;
};
/* Off the disk; true: offer it no more. An answer is made in either case. */
bool author_withdraw(const struct author_content *content, const char *id, bool own,
                     struct author_answer *out);
void author_load(const struct author_content *content, const struct scenario_library *library,
                 struct bytes body, uint32_t lang, struct author_loaded *loaded,
                 struct author_answer *out);
void author_files(const struct author_content *content, const char *id, bool own,
                  struct author_answer *out);

/* A cut draft with its fault as the API says it: true, or `out` has it. */
bool author_cut(struct bytes body, struct draft *draft, struct author_answer *out);
struct problem_list;
struct writer;
void author_write_problems(struct writer *w, const struct catalogue *catalogue,
                           const struct problem_list *problems, uint32_t lang);
/* Memory for an answer; false: there is none, and `out` says so. */
bool author_begin(struct buffer *buffer, struct writer *w, struct author_answer *out);
void author_end(struct buffer *buffer, struct author_answer *out);

struct tryout; /* The playtest. */
struct tryout *tryout_open(const struct author_content *content);
void tryout_close(struct tryout *tryout); /* Ends what runs first. NULL is fine. */
void tryout_begin(struct tryout *tryout, struct bytes body, uint32_t lang,
                  struct author_answer *out);
void tryout_look(struct tryout *tryout, uint32_t number, struct author_answer *out);
void tryout_cancel(struct tryout *tryout, uint32_t number, struct author_answer *out);

#endif
