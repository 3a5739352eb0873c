/* strict.h -- what a request must be before anybody looks at what it asks. libwebsockets takes in
 * much that the standards forbid (RFC 9112, RFC 6455), and where two readers of one request
 * disagree, something can be smuggled past the first. So what can be read in two ways is refused.
 *
 * Called while the headers of the request are there. */
#ifndef DK_EDGE_STRICT_H
#define DK_EDGE_STRICT_H

#include <libwebsockets.h>

#include "protocol/message.h"

/* Does it have one host, a version of HTTP that we speak, and no header that another reader could
 * take for a different one? */
bool strict_is_sound(struct lws *wsi);
/* Of a sound request that upgrades: 0, or the status that refuses it. */
unsigned strict_upgrade_status(struct lws *wsi);
/* FAULT_NONE, or why this request may not change anything: a page of another origin sent it, or
 * its body is not of the only type that we read. */
enum fault strict_change_fault(struct lws *wsi, bool has_body);

#endif
