#include "base/result.h"

const char *result_name(enum result result)
{
    switch (result) {
    case RESULT_OK: return "OK";
    case RESULT_FULL: return "FULL";
    case RESULT_IO: return "IO";
    case RESULT_FENCED: return "FENCED";
    case RESULT_NOT_FOUND: return "NOT_FOUND";
    case RESULT_INVALID: return "INVALID";
    case RESULT_NO_MEMORY: return "NO_MEMORY";
    case RESULT_CLOSED: return "CLOSED";
    case RESULT_NEWER: return "NEWER";
    case RESULT_NO_SPACE: return "NO_SPACE";
    case RESULT_DAMAGED: return "DAMAGED";
    }
    return "UNKNOWN";
}
