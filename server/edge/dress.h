/* dress.h -- a house style as the edge needs it: files to serve beside those of the screens, and
 * what changes in their pages. Who makes it: server/style. Everything is borrowed and outlives the
 * edge. */
#ifndef DK_EDGE_DRESS_H
#define DK_EDGE_DRESS_H

#include "edge/static.h"

#define DRESS_FILES_MAX 4

struct dress_file {
    const char *path, *type; /* Its name has a hash, so that a browser may keep it. */
    struct bytes content;
};

struct dress {
    const char *name;  /* What this place is called; "": as ours. */
    const char *paper; /* "#f3f2ec": behind everything, for a home screen; "": ours. */
    const char *style; /* Path of its style; of the files below. */
    const char *icon;  /* Path of its picture in a tab, or "". */
    /* Beginnings of names of our letters that it does not need, or "". */
    const char *without[2];
    struct dress_file files[DRESS_FILES_MAX];
    uint32_t files_count;
};

/* Put it on every page. RESULT_OK, RESULT_FULL or RESULT_NO_MEMORY. */
enum result static_dress(struct static_files *files, const struct dress *dress);

#endif
