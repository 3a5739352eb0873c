/* client_bytes.h -- what every encoding of a client's message promises: it is taken or refused with
 * a reason, and a command that is taken, written and read again is the same. */
#ifndef DK_TESTS_FUZZ_CLIENT_BYTES_H
#define DK_TESTS_FUZZ_CLIENT_BYTES_H

#include "protocol/codec.h"

void check_client_bytes(enum encoding encoding, struct bytes message);

#endif
