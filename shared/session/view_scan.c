/* view_scan.c -- the scan of the people's own team. Until it closes everybody sees the same: how
 * many have answered. What it made of the team is for who leads the session, and for all when they
 * look back. */
#include "session/view.h"

#include "scenario/own_team.h"

static bool looks_back(const struct view *v)
{
    return session_room(v->s, view_room_followed(v))->step == STEP_DEBRIEF;
}

void view_scan(struct view *v)
{
    const struct session *s = v->s;
    const bool made = s->own_team_bytes > 0, leads = view_is_trainer(v);
    struct own_team team = {0};

    if (made)
        own_team_read(session_own_team(s), &team);
    writer_map(v->w, 6);
    writer_put_word(v->w, "use", scan_use_name((enum scan_use)s->scan));
    writer_put_bool(v->w, "open", scan_is_open(s));
    writer_put_int(v->w, "answered", scan_count(s));
    writer_put_int(v->w, "least", OWN_ANSWERS_MIN);
    writer_put_text(v->w, "own_team", leads ? session_own_team(s) : (struct bytes){NULL, 0});
    writer_key(v->w, "team");
    if (made && (leads || looks_back(v)))
        own_team_view(s->scenario, &team, &s->cast, v->lang, v->w);
    else
        writer_null(v->w);
}
