/* page_inside.h -- between the halves of a page: what it keeps (page_live.c) and its road
 * (page.c). */
#ifndef DK_TESTS_VOYAGE_PAGE_INSIDE_H
#define DK_TESTS_VOYAGE_PAGE_INSIDE_H

#include "page.h"

uint64_t page_new_client(struct page *page);
/* Of what is asked next. */
uint64_t page_next_id(struct page *page);
/* Write the outbox to the shelf. */
void page_keep(struct page *page);
/* Write down on the device that this page took its client up. */
void page_take_up(struct page *page);
/* Each command in the outbox has a place (page_parts, counted). */
void page_told_counted(struct page *page);
/* This one will never be sent again, because of `message`; NULL: because of a newer one. */
void page_settle(struct page *page, uint32_t i, const struct message_in *message);
void page_receive(struct page *page, const struct message_in *message);

/* It will be otherwise in a moment: ask again. */
bool page_is_passing(uint8_t fault);
/* Nothing more comes. */
bool page_is_final(uint8_t fault);
bool page_is_final_bye(uint8_t bye);

#endif
