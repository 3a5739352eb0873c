/* again.c -- commands that come twice, or too late: a client sends again what got no answer, and a
 * dead connection may let go of its bytes when newer ones have long been taken. What had an effect
 * is in the state (session/known.c). What had none is remembered here, so that it has none later.
 */
#include "host/host_inside.h"

static struct moot_command *find_moot(struct home *home, const struct command *command)
{
    struct moot_command *moot = home->seats[command->seat].moot;

    for (uint32_t i = 0; i < LIVE_LINKS_PER_SEAT_MAX; i++)
        if (moot[i].client == command->client)
            return &moot[i];
    return NULL;
}

bool again_answered(struct home *home, const struct command *command, struct home_reply *reply)
{
    const struct moot_command *moot;

    switch (session_command_seen(home->session, command)) {
    case COMMAND_AGAIN: reply->is_again = true; return true;
    case COMMAND_USED: reply->fault = FAULT_ID_USED; return true;
    case COMMAND_NEW: break;
    }
    moot = command->client != 0 ? find_moot(home, command) : NULL;
    if (moot == NULL || command->id > moot->id)
        return false;
    if (command->id == moot->id && command->digest == moot->digest) {
        reply->reject = moot->reject;
        reply->field = moot->field;
    } else {
        reply->fault = FAULT_ID_USED;
    }
    return true;
}

bool again_is_in_vain(struct home *home, const struct command *command)
{
    struct home_reply reply = {0};

    return home->host->away && home->in_flight && home->session != NULL &&
           (command->type == COMMAND_SEAT_TAKE || !again_answered(home, command, &reply));
}

void again_remember(struct home *home, const struct command *command,
                    const struct home_reply *reply)
{
    struct moot_command *list = home->seats[command->seat].moot;
    struct moot_command *moot;
    uint64_t before = 0;

    if (command->client == 0)
        return;
    moot = find_moot(home, command);
    if (moot == NULL)
        moot = &list[LIVE_LINKS_PER_SEAT_MAX - 1]; /* Whoever was silent longest. */
    else
        before = moot->turn == home->turns ? moot->id_before : moot->id;
    memmove(list + 1, list, (size_t)(moot - list) * sizeof *list);
    list[0] = (struct moot_command){.client = command->client,
                                    .id = command->id,
                                    .id_before = before,
                                    .turn = home->turns,
                                    .field = reply->field,
                                    .digest = command->digest,
                                    .reject = reply->reject};
}

void again_undo(struct home *home)
{
    for (uint32_t seat = 0; seat < home->seats_max && home->seats != NULL; seat++) {
        for (uint32_t i = 0; i < LIVE_LINKS_PER_SEAT_MAX; i++) {
            struct moot_command *moot = &home->seats[seat].moot[i];

            if (moot->client == 0 || moot->turn != home->turns)
                continue;
            moot->id = moot->id_before;
            moot->digest = 0;
        }
    }
}
