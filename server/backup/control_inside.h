/* control_inside.h -- what both sides of the control socket share. */
#ifndef DK_BACKUP_CONTROL_INSIDE_H
#define DK_BACKUP_CONTROL_INSIDE_H

#include <stdbool.h>
#include <sys/un.h>

#define CONTROL_LINE_BYTES_MAX 64
#define CONTROL_COPY_NAME      "backup-copy.db"

/* The address of the socket in this folder. An address has room for some hundred bytes: a longer
 * path is reached through a descriptor of the folder, which must stay open (or is -1). */
bool control_address(const char *data, struct sockaddr_un *out, int *folder);

#endif
