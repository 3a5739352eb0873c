/* ending.h -- an end that always comes. Taking a server down needs what may be missing by then:
 * memory, a disk that answers, a library that finds all its connections again. So there is a time
 * after which the process ends as it is: what was acknowledged is durable, whatever is cut off. */
#ifndef DK_SYS_ENDING_H
#define DK_SYS_ENDING_H

/* Whatever happens, the process ends with this code after so many seconds. The first call sets the
 * time, a later one only another code. Allocates nothing. */
void end_within(unsigned seconds, int code);

#endif
