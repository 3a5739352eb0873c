/* export_xml.c -- text within XML, for the spreadsheets. */
#include "api/export_inside.h"

/* Signs that XML 1.0 does not know are left out; line ends and tabs stay what they are. */
void xml_put(struct buffer *out, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        const uint8_t byte = text.data[i];

        switch (byte) {
        case '&': buffer_append_text(out, "&amp;"); break;
        case '<': buffer_append_text(out, "&lt;"); break;
        case '>': buffer_append_text(out, "&gt;"); break;
        case '"': buffer_append_text(out, "&quot;"); break;
        default:
            if (byte >= ' ' || byte == '\t' || byte == '\n')
                buffer_append_byte(out, byte);
        }
    }
}
