/* notify.h -- tells the service manager how we are: systemd's protocol of NOTIFY_SOCKET, one
 * datagram a word. Without that variable (a terminal, a container) nothing is sent. */
#ifndef DK_SYS_NOTIFY_H
#define DK_SYS_NOTIFY_H

/* "READY=1", "STOPPING=1". Never waits; what cannot be told is lost. */
void notify_manager(const char *state);

#endif
