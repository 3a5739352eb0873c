/* keys.c -- the trainers' keys: whose this one is, and, for the first key, giving keys to trainers
 * and taking them back. A change is answered when it is durable. */
#include "keys/key_ring.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"

#define OWNER_DIGITS 16

static void write_owner(uint64_t owner, char out[OWNER_DIGITS + 1])
{
    snprintf(out, OWNER_DIGITS + 1, "%0*" PRIx64, OWNER_DIGITS, owner);
}

/* false: nobody was ever given a key with this id. */
static bool read_owner(const char *text, uint64_t *out)
{
    char again[OWNER_DIGITS + 1];

    *out = strtoull(text, NULL, 16);
    if (*out == KEY_OWNER_OF_FIRST || *out > INT64_MAX)
        return false;
    write_owner(*out, again);
    return strcmp(text, again) == 0;
}

/* ---- looking ------------------------------------------------------------------------------ */

void route_key(struct api *api, struct http_request *request, const char *part)
{
    const struct trainer_key *key = NULL;
    struct key_holder holder;

    (void)part;
    if (api_key(api, request, &holder))
        key = keys_of_owner(key_ring_keys(api->parts.keys), holder.owner);
    reply_body(
        request, 200, &body_key_holder,
        &(struct body_key_holder){.is_first = key == NULL,
                                  .name = key != NULL ? bytes_of(key->name) : (struct bytes){0}},
        NULL, ANSWER_BYTES_MAX);
}

void route_keys(struct api *api, struct http_request *request, const char *part)
{
    const struct keys *keys = key_ring_keys(api->parts.keys);
    struct body_named_key list[KEYS_MAX];
    char ids[KEYS_MAX][OWNER_DIGITS + 1];

    (void)part;
    for (uint32_t i = 0; i < keys->count; i++) {
        const struct trainer_key *key = &keys->items[i];

        write_owner(key->owner, ids[i]);
        list[i] =
            (struct body_named_key){.id = bytes_of(ids[i]),
                                    .name = bytes_of(key->name),
                                    .made_day = key->made_day,
                                    .used_day = key->used_day != 0 ? key->used_day : BODY_NONE};
    }
    reply_body(request, 200, &body_named_keys,
               &(struct body_named_keys){.keys = {list, keys->count}}, NULL, ANSWER_BYTES_MAX);
}

/* ---- changing ----------------------------------------------------------------------------- */

/* A change that is being made for a request. */
struct asked_key {
    struct key_ring *ring;
    struct http_request *request;
    uint64_t owner;
    char text[TOKEN_TEXT_BYTES + 1]; /* The new key; empty: one is revoked. */
};

static void on_gone(void *arg)
{
    struct asked_key *asked = arg;

    key_ring_forget(asked->ring, asked);
    free(asked);
}

static uint8_t refusal_of(enum result result)
{
    switch (result) {
    case RESULT_OK: return BODY_NO_WORD;
    case RESULT_INVALID: return KEY_REFUSAL_TAKEN;
    case RESULT_FULL: return KEY_REFUSAL_FULL;
    default: return KEY_REFUSAL_DISK;
    }
}

static void reply_made(const struct asked_key *asked, enum result result)
{
    char id[OWNER_DIGITS + 1];
    struct body_key_made body = {.made = result == RESULT_OK, .reason = refusal_of(result)};

    if (body.made) {
        write_owner(asked->owner, id);
        body.id = bytes_of(id);
        body.key = bytes_of(asked->text);
    }
    reply_body(asked->request, 200, &body_key_made, &body, NULL, ANSWER_BYTES_MAX);
}

static void on_done(void *arg, enum result result)
{
    struct asked_key *asked = arg;

    http_on_gone(asked->request, NULL, NULL);
    if (asked->text[0] != '\0')
        reply_made(asked, result);
    else if (result == RESULT_NOT_FOUND)
        http_fail(asked->request, FAULT_NOT_FOUND, NULL);
    else
        reply_body(asked->request, 200, &body_key_revoked,
                   &(struct body_key_revoked){result == RESULT_OK, refusal_of(result)}, NULL,
                   ANSWER_BYTES_MAX);
    free(asked);
}

static void ask(struct api *api, struct http_request *request, const struct key_change *change,
                const char *text)
{
    struct asked_key *asked = malloc(sizeof *asked);

    if (asked != NULL) {
        *asked = (struct asked_key){
            .ring = api->parts.keys, .request = request, .owner = change->key.owner};
        memcpy(asked->text, text, strlen(text) + 1);
        if (key_ring_change(api->parts.keys, change, on_done, asked) == RESULT_OK) {
            http_on_gone(request, on_gone, asked);
            return;
        }
    }
    free(asked);
    http_fail(request, FAULT_BUSY, NULL);
}

void route_key_make(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    char name[NAME_BYTES_MAX + 1], text[TOKEN_TEXT_BYTES + 1];
    struct key_change change;
    struct body_key_wish wish;

    (void)part;
    if (job == NULL)
        return;
    if (!job_read(job, &body_key_wish, &wish)) {
        job_wrong(job);
    } else if (!key_name_clean(wish.name, name)) {
        job_fail(job, FAULT_FIELD_WRONG, "name");
    } else {
        job_end(job);
        change = key_change_add(name, key_day(clock_now_ms(api->parts.clock)), text);
        ask(api, request, &change, text);
    }
}

void route_key_revoke(struct api *api, struct http_request *request, const char *part)
{
    struct key_change change = {.deed = KEY_DEED_REVOKE};

    if (read_owner(part, &change.key.owner))
        ask(api, request, &change, "");
    else
        http_fail(request, FAULT_NOT_FOUND, NULL);
}
