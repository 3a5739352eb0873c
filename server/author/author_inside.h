/* author_inside.h -- what the files of this folder share: the jobs themselves, and their
 * answers. */
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

/* Body draft_checked. As with all of these, the answer then has its `json` or a fault. */
void author_check(const struct author_content *content, struct bytes body, uint32_t lang,
                  struct author_answer *out);
/* Body vocabulary. */
void author_catalogue_make(const struct author_content *content, uint32_t lang,
                           struct author_answer *out);

/* What came of loading a draft. If it was loaded, `scenario` belongs to the caller, who offers
 * it. */
struct author_loaded {
    struct scenario *scenario;
};
/* Remove it from the disk. True: no longer offer it. An answer is made in either case. */
bool author_withdraw(const struct author_content *content, const char *id, bool own,
                     struct author_answer *out);
void author_load(const struct author_content *content, const struct scenario_library *library,
                 struct bytes body, uint32_t lang, struct author_loaded *loaded,
                 struct author_answer *out);
void author_files(const struct author_content *content, const char *id, bool own,
                  struct author_answer *out);

/* Cut a draft. False: `out` has the fault, as the API words it. */
bool author_cut(struct bytes body, struct draft *draft, struct author_answer *out);
/* The problems of a draft as a body; its lists and sentences are in the arena. */
struct problem_list;
struct body_troubles author_troubles(struct arena *arena, const struct catalogue *catalogue,
                                     const struct problem_list *problems, uint32_t lang);
/* Answer with this body. `arena` holds what it points to (NULL: it is elsewhere). If the arena ran
 * out of memory, the answer is a fault instead. */
void author_tell(struct author_answer *out, const struct arena *arena,
                 const struct body_record *record, const void *body);

struct tryout; /* The playtest. */
struct tryout *tryout_open(const struct author_content *content);
void tryout_close(struct tryout *tryout); /* First ends what runs. NULL is fine. */
void tryout_begin(struct tryout *tryout, struct bytes body, uint32_t lang,
                  struct author_answer *out);
void tryout_look(struct tryout *tryout, uint32_t number, struct author_answer *out);
void tryout_cancel(struct tryout *tryout, uint32_t number, struct author_answer *out);

#endif
