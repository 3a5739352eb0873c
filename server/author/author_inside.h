/* author_inside.h -- what the files of this folder share: the jobs themselves, and their answers.
 */
#ifndef DK_AUTHOR_AUTHOR_INSIDE_H
#define DK_AUTHOR_AUTHOR_INSIDE_H

#include "author/author.h"
#include "library/content_report.h"
#include "library/draft.h"
#include "protocol/body.h"
#include "scenario/arena.h"

/* What all jobs may read. */
struct author_content {
    const struct catalogue *catalogue;
    const struct report_texts *texts[TEXT_LANGS_COUNT];
    const char *root, *data;
};

/* Body draft_checked. `json` of the answer is made, or it has a fault: so with all of these. */
void author_check(const struct author_content *content, struct bytes body, uint32_t lang,
                  struct author_answer *out);
/* Body vocabulary. */
void author_catalogue_make(const struct author_content *content, uint32_t lang,
                           struct author_answer *out);

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
/* The problems of a draft as a body; its lists and sentences stand in the arena. */
struct problem_list;
struct body_troubles author_troubles(struct arena *arena, const struct catalogue *catalogue,
                                     const struct problem_list *problems, uint32_t lang);
/* The answer is this body; what it points to stands in the arena (or nowhere: NULL), and where
 * memory ran out, too, the answer says so. */
void author_tell(struct author_answer *out, const struct arena *arena,
                 const struct body_record *record, const void *body);

struct tryout; /* The playtest. */
struct tryout *tryout_open(const struct author_content *content);
void tryout_close(struct tryout *tryout); /* Ends what runs first. NULL is fine. */
void tryout_begin(struct tryout *tryout, struct bytes body, uint32_t lang,
                  struct author_answer *out);
void tryout_look(struct tryout *tryout, uint32_t number, struct author_answer *out);
void tryout_cancel(struct tryout *tryout, uint32_t number, struct author_answer *out);

#endif
