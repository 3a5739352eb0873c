#include "main/doors.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "edge/qr.h"
#include "sys/addresses.h"
#include "sys/log.h"

/* For whoever stands at the machine with a phone. A log or a pipe gets none. */
static void say_picture(const char *origin)
{
    static uint8_t memory[QR_LINES_BYTES_MAX];
    char text[ORIGIN_BYTES_MAX + 1];
    struct buffer out;

    if (isatty(STDOUT_FILENO) != 1)
        return;
    snprintf(text, sizeof text, "%s/", origin);
    buffer_init(&out, memory, sizeof memory - 1);
    if (qr_lines(bytes_of(text), &out) != RESULT_OK)
        return;
    memory[out.size] = '\0';
    for (char *line = (char *)memory, *end; (end = strchr(line, '\n')) != NULL; line = end + 1)
        log_say("%.*s", (int)(end - line), line);
}

void announce_doors(const struct server_settings *settings, const char *origin)
{
    struct addresses addresses;

    if (settings->public_origin[0] != '\0') {
        log_say("Participants: %s/", origin);
        say_picture(origin);
        return;
    }
    addresses_find(settings->address, settings->port, &addresses);
    for (uint32_t i = 0; i < addresses.count; i++)
        log_say("%s %s/", i == 0 ? "Participants:" : "          or:", addresses.origins[i]);
    if (addresses.count > 0)
        say_picture(addresses.origins[0]);
    else
        log_say("Participants: %s/ (only on this machine; for phones in the same network, start "
                "with --address 0.0.0.0)",
                origin);
}
