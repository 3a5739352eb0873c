/* page.h -- what a page does with its link and its outbox, as clients/core does it: live.ts,
 * link.ts, outbox.ts and what screen.ts does to the outbox. C, because no JavaScript can run in
 * here; clients/tests/twin.test.ts writes down what the TypeScript does with random days, and
 * twin_test.c holds this to it, step by step.
 *
 * It does nothing by itself: whoever owns it tells what happens (page_*), keeps its two timers, and
 * does what it asks through struct page_parts. */
#ifndef DK_TESTS_VOYAGE_PAGE_H
#define DK_TESTS_VOYAGE_PAGE_H

#include "message_in.h"
#include "outbox.h"

/* A client that a page took up, with all up to this id. */
struct taken_up {
    uint64_t client, last;
};
#define TAKEN_UP_MAX 8

/* What a device, or a tab, keeps. */
struct shelf {
    bool is_there;
    uint64_t client, last;
    struct outbox outbox; /* Only what is not acknowledged. */
    uint32_t taken_count; /* Of a device: newest first. */
    struct taken_up taken[TAKEN_UP_MAX];
};

enum page_state { PAGE_OPENING, PAGE_LIVE, PAGE_WAITING, PAGE_CLOSED };
enum road { ROAD_SOCKET, ROAD_STREAM, ROAD_POLL };

enum page_timer { TIMER_OPEN, TIMER_PING, TIMER_PONG, TIMER_RETURN };

struct page;
struct page_parts {
    /* Open a road, giving up the one before. page_opened, page_heard and page_lost come later. */
    void (*open)(struct page *page, enum road road);
    void (*close)(struct page *page);
    /* The road is open. For a socket only: a stream says so with its request. */
    void (*hello)(struct page *page);
    void (*ping)(struct page *page);
    void (*send)(struct page *page, const struct pending *pending);
    uint32_t (*random)(struct page *page); /* 0 .. 65535 */
    /* A command has a new place in the outbox; or will never be sent again. Either may be NULL. */
    void (*counted)(struct page *page, const struct pending *pending);
    void (*settled)(struct page *page, const struct pending *pending,
                    const struct message_in *message);
};

struct page {
    const struct page_parts *parts;
    void *owner;
    struct shelf *device, *tab; /* What is kept on. */
    struct shelf *kept_on;
    /* live.ts */
    uint64_t client, last, asked_before;
    bool replaced;
    struct outbox outbox;
    /* link.ts */
    enum page_state state;
    enum road road;
    bool has_road, proven, asking;
    uint32_t failures, socket_failures;
    uint64_t live_ms;
    uint32_t unanswered_count;
    uint64_t unanswered[64];
    uint64_t timer_ms, again_ms; /* When page_timer and page_again are due; 0: not. */
    enum page_timer timer;
    /* screen.ts */
    bool is_over;
    int over_bye, over_fault; /* -1: not. */
    int64_t seq;              /* Of the newest view; -1: none since the welcome. */
};

void page_open(struct page *page, const struct page_parts *parts, void *owner, struct shelf *device,
               struct shelf *tab, uint64_t now_ms);
void page_opened(struct page *page, uint64_t now_ms);
/* What came on the road that is open now. */
void page_heard(struct page *page, const struct message_in *message, uint64_t now_ms);
void page_lost(struct page *page, uint64_t now_ms);
void page_timer(struct page *page, uint64_t now_ms);
void page_again(struct page *page, uint64_t now_ms);
/* false: the outbox is full. */
bool page_command(struct page *page, const struct command *command, uint64_t wish, uint64_t now_ms);
void page_wake(struct page *page, uint64_t now_ms);
void page_close(struct page *page);

#endif
