/* result.h -- what can go wrong outside the program. Refusals of the game are enum reject, and our
 * own mistakes are assertions: shared/README.md, "Three kinds of no". */
#ifndef DK_BASE_RESULT_H
#define DK_BASE_RESULT_H

enum result {
    RESULT_OK = 0,
    RESULT_FULL,      /* A named limit is reached; nothing changed. Try later or with less. */
    RESULT_IO,        /* Disk or network failed. */
    RESULT_FENCED,    /* Another process owns the session: drop it from memory. */
    RESULT_NOT_FOUND, /* No such thing. */
    RESULT_INVALID,   /* The input does not fit its format. */
    RESULT_NO_MEMORY, /* Allocation failed. */
    RESULT_CLOSED,    /* The other side, or this part, is shutting down. */
    RESULT_NEWER,     /* Written by a newer version of this program. */
    RESULT_NO_SPACE,  /* The disk is full; nothing was written. */
    RESULT_DAMAGED    /* What is stored is not what was written. */
};

/* The name in capitals without its prefix ("FULL"), for logs. Never NULL. */
const char *result_name(enum result result);

#endif
