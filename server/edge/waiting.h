/* waiting.h -- connections that wait for memory, see waiting.c. */
#ifndef DK_EDGE_WAITING_H
#define DK_EDGE_WAITING_H

struct edge;

/* Before libwebsockets is begun with. */
void waiting_begin(void);
/* Once a turn: if it lacked memory, see to it that nobody goes on waiting for it. */
void waiting_look(struct edge *edge);
/* For tests: what libwebsockets allocates next for this reason ("ah data") fails. */
void waiting_fail(const char *reason);

#endif
