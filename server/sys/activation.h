/* activation.h -- sockets that the service manager opened for us and keeps open while we are away
 * (sd_listen_fds(3)): whoever connects in between waits, and is not refused. */
#ifndef DK_SYS_ACTIVATION_H
#define DK_SYS_ACTIVATION_H

/* The first of them; 0: none was passed to this process. Forgets the variables that say so, which
 * are for us alone. */
int activation_socket(void);

#endif
