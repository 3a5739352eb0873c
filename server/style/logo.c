/* logo.c -- reads XML strictly and writes anew what may stay. An element that may not stay goes
 * with all that is in it; text between elements goes always. */
#include "style/logo.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "style/logo_parts.h"

#define DEPTH_MAX       32
#define WIDTH_MILLI_MIN 200
#define WIDTH_MILLI_MAX 8000

struct drawing_reading {
    struct bytes rest;
    struct buffer *out;
    struct logo *logo;
    char *why;
    struct bytes open[DEPTH_MAX];
    uint32_t depth;
    uint32_t left_depth; /* So deep began what is left out; 0: nothing is. */
    bool began;          /* The root was read. */
};

static bool refuse(struct drawing_reading *r, const char *why)
{
    snprintf(r->why, LOGO_WHY_BYTES_MAX, "%s", why);
    return false;
}

/* Is this word among "script, onload"? */
static bool is_said(const char *said, struct bytes word)
{
    for (const char *at = said; *at != '\0'; at += at[0] == ',' ? 2 : 0) {
        const size_t size = strcspn(at, ",");
        if (bytes_equal((struct bytes){(const uint8_t *)at, size}, word))
            return true;
        at += size;
    }
    return false;
}

static void leave_out(struct drawing_reading *r, struct bytes name)
{
    char *said = r->logo->left_out;
    const size_t at = strlen(said);

    if (!is_said(said, name) && at + name.size + 3 < LOGO_LEFT_BYTES_MAX)
        snprintf(said + at, LOGO_LEFT_BYTES_MAX - at, "%s%.*s", at > 0 ? ", " : "", (int)name.size,
                 (const char *)name.data);
}

/* ---- letters -------------------------------------------------------------------------- */

static bool begins(const struct drawing_reading *r, const char *text)
{
    const size_t size = strlen(text);

    return r->rest.size >= size && memcmp(r->rest.data, text, size) == 0;
}

static bool skip_past(struct drawing_reading *r, const char *end)
{
    const uint8_t *at = memmem(r->rest.data, r->rest.size, end, strlen(end));

    if (at == NULL)
        return refuse(r, "ends too early");
    r->rest = bytes_after(r->rest, (size_t)(at - r->rest.data) + strlen(end));
    return true;
}

static void skip_space(struct drawing_reading *r)
{
    while (r->rest.size > 0 && isspace(r->rest.data[0]))
        r->rest = bytes_after(r->rest, 1);
}

static struct bytes take_name(struct drawing_reading *r)
{
    size_t size = 0;

    while (size < r->rest.size &&
           (isalnum(r->rest.data[size]) || strchr("_-.:", r->rest.data[size]) != NULL) &&
           r->rest.data[size] != '\0')
        size++;
    r->rest = bytes_after(r->rest, size);
    return (struct bytes){r->rest.data - size, size};
}

/* ="value" or ='value' */
static bool take_value(struct drawing_reading *r, struct bytes *out)
{
    const uint8_t *end;

    skip_space(r);
    if (!begins(r, "="))
        return refuse(r, "has an attribute without a value");
    r->rest = bytes_after(r->rest, 1);
    skip_space(r);
    if (!begins(r, "\"") && !begins(r, "'"))
        return refuse(r, "has a value without quotes");
    end = memchr(r->rest.data + 1, r->rest.data[0], r->rest.size - 1);
    if (end == NULL)
        return refuse(r, "ends too early");
    out->data = r->rest.data + 1;
    out->size = (size_t)(end - out->data);
    r->rest = bytes_after(r->rest, out->size + 2);
    return true;
}

/* ---- what stays ----------------------------------------------------------------------- */

static struct bytes trimmed(struct bytes text)
{
    while (text.size > 0 && isspace(text.data[0]))
        text = bytes_after(text, 1);
    while (text.size > 0 && isspace(text.data[text.size - 1]))
        text.size--;
    return text;
}

static void write_value(struct drawing_reading *r, struct bytes value)
{
    for (size_t i = 0; i < value.size; i++) /* A quote may stand between the other kind. */
        buffer_append_byte(r->out, value.data[i] == '"' ? '\'' : value.data[i]);
}

/* "fill:#fff;stroke:none": each part by itself. */
static void write_style(struct drawing_reading *r, struct bytes style)
{
    buffer_append_text(r->out, " style=\"");
    while (style.size > 0) {
        const uint8_t *end = memchr(style.data, ';', style.size);
        const size_t size = end == NULL ? style.size : (size_t)(end - style.data);
        const uint8_t *colon = memchr(style.data, ':', size);
        if (colon != NULL) {
            const size_t name_size = (size_t)(colon - style.data);
            const struct bytes name = trimmed((struct bytes){style.data, name_size});
            const struct bytes value = trimmed((struct bytes){colon + 1, size - name_size - 1});
            if (logo_may_property(name) && logo_may_value(value)) {
                write_value(r, name);
                buffer_append_byte(r->out, ':');
                write_value(r, value);
                buffer_append_byte(r->out, ';');
            } else {
                leave_out(r, name);
            }
        }
        style = bytes_after(style, end == NULL ? size : size + 1);
    }
    buffer_append_byte(r->out, '"');
}

static void write_attribute(struct drawing_reading *r, struct bytes name, struct bytes value)
{
    const bool leads = bytes_equal_text(name, "href");

    if (bytes_equal_text(name, "style")) {
        write_style(r, value);
        return;
    }
    if (!logo_may_attribute(name) || !logo_may_value(value) ||
        (leads && (value.size == 0 || value.data[0] != '#'))) {
        if (name.size < 5 || memcmp(name.data, "xmlns", 5) != 0)
            leave_out(r, name);
        return;
    }
    buffer_append_byte(r->out, ' ');
    write_value(r, name);
    buffer_append_text(r->out, "=\"");
    write_value(r, value);
    buffer_append_byte(r->out, '"');
}

/* "0 0 120 40": how wide it is for its height. */
static bool measure(struct drawing_reading *r, struct bytes box)
{
    char text[80], *at = text;
    double numbers[4], width;

    snprintf(text, sizeof text, "%.*s", (int)box.size, (const char *)box.data);
    for (int i = 0; i < 4; i++) {
        char *end;
        at += strspn(at, " ,\t\r\n");
        numbers[i] = strtod(at, &end);
        if (end == at)
            return refuse(r, "has a viewBox that is not four numbers");
        at = end;
    }
    width = numbers[3] > 0 ? 1000 * numbers[2] / numbers[3] : 0;
    if (!(width >= WIDTH_MILLI_MIN && width <= WIDTH_MILLI_MAX))
        return refuse(r, "is too wide or too narrow: at most 8 times as wide as high, at "
                         "least a fifth");
    r->logo->width_milli = (uint32_t)width;
    return true;
}

/* ---- structure ------------------------------------------------------------------------ */

static bool is_twice(const struct bytes *names, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++)
        if (bytes_equal(names[i], names[count - 1]))
            return true;
    return false;
}

/* All attributes of an opening tag; `stays`: they are written. */
static bool read_attributes(struct drawing_reading *r, bool stays)
{
    struct bytes names[48], value;
    uint32_t count = 0;
    const bool is_root = r->depth == 1;

    for (;;) {
        skip_space(r);
        if (begins(r, ">") || begins(r, "/>"))
            break;
        if (count == sizeof names / sizeof names[0])
            return refuse(r, "has an element with too many attributes");
        names[count++] = take_name(r);
        if (names[count - 1].size == 0 || is_twice(names, count))
            return refuse(r, "is not well-formed XML");
        if (!take_value(r, &value))
            return false;
        if (is_root && bytes_equal_text(names[count - 1], "viewBox") && !measure(r, value))
            return false;
        if (stays)
            write_attribute(r, names[count - 1], value);
    }
    return true;
}

static bool close_element(struct drawing_reading *r, bool in_one)
{
    const struct bytes name = r->open[r->depth - 1];

    if (r->left_depth == 0) {
        if (in_one) {
            buffer_append_text(r->out, "/>");
        } else {
            buffer_append_text(r->out, "</");
            buffer_append(r->out, name.data, name.size);
            buffer_append_byte(r->out, '>');
        }
    }
    if (r->left_depth == r->depth)
        r->left_depth = 0;
    r->depth--;
    return true;
}

static bool open_element(struct drawing_reading *r)
{
    struct bytes name;
    bool stays;

    r->rest = bytes_after(r->rest, 1);
    name = take_name(r);
    if (name.size == 0 || (r->began && r->depth == 0))
        return refuse(r, "is not well-formed XML");
    if (r->depth == DEPTH_MAX)
        return refuse(r, "has elements inside each other too deep");
    if (!r->began && !bytes_equal_text(name, "svg"))
        return refuse(r, "is no drawing: it must begin with <svg");
    r->open[r->depth++] = name;
    if (r->left_depth == 0 && !logo_may_element(name)) {
        leave_out(r, name);
        r->left_depth = r->depth;
    }
    stays = r->left_depth == 0;
    if (stays) {
        buffer_append_byte(r->out, '<');
        buffer_append(r->out, name.data, name.size);
        if (!r->began)
            buffer_append_text(r->out, " xmlns=\"http://www.w3.org/2000/svg\"");
    }
    r->began = true;
    if (!read_attributes(r, stays))
        return false;
    if (begins(r, "/>")) {
        r->rest = bytes_after(r->rest, 2);
        return close_element(r, true);
    }
    r->rest = bytes_after(r->rest, 1);
    if (stays)
        buffer_append_byte(r->out, '>');
    return true;
}

static bool end_element(struct drawing_reading *r)
{
    struct bytes name;

    r->rest = bytes_after(r->rest, 2);
    name = take_name(r);
    skip_space(r);
    if (r->depth == 0 || !bytes_equal(name, r->open[r->depth - 1]) || !begins(r, ">"))
        return refuse(r, "is not well-formed XML");
    r->rest = bytes_after(r->rest, 1);
    return close_element(r, false);
}

/* A declaration, a comment, or what says that names mean something else. */
static bool skip_other(struct drawing_reading *r)
{
    if (begins(r, "<!--"))
        return skip_past(r, "-->");
    if (begins(r, "<?"))
        return skip_past(r, "?>");
    if (begins(r, "<![CDATA["))
        return skip_past(r, "]]>");
    if (!skip_past(r, ">"))
        return false;
    return true;
}

static bool read_next(struct drawing_reading *r)
{
    const uint8_t *next = memchr(r->rest.data, '<', r->rest.size);

    if (next == NULL) {
        r->rest.size = 0;
        return true;
    }
    r->rest = bytes_after(r->rest, (size_t)(next - r->rest.data));
    if (begins(r, "<!D")) { /* A DOCTYPE: its entities could be anything. */
        const uint8_t *end = memchr(r->rest.data, '>', r->rest.size);
        if (end == NULL || memchr(r->rest.data, '[', (size_t)(end - r->rest.data)) != NULL)
            return refuse(r, "has a DOCTYPE with words of its own");
    }
    if (begins(r, "<!") || begins(r, "<?"))
        return skip_other(r);
    return begins(r, "</") ? end_element(r) : open_element(r);
}

bool logo_clean(struct bytes svg, struct buffer *out, struct logo *logo,
                char why[LOGO_WHY_BYTES_MAX])
{
    struct drawing_reading reading = {.rest = svg, .out = out, .logo = logo, .why = why},
                           *r = &reading;

    *logo = (struct logo){0};
    if (memchr(svg.data, '\0', svg.size) != NULL)
        return refuse(r, "is no text");
    while (r->rest.size > 0)
        if (!read_next(r))
            return false;
    if (!r->began || r->depth > 0)
        return refuse(r, "ends too early");
    if (logo->width_milli == 0)
        return refuse(r, "has no viewBox, so nobody knows how wide it is");
    return !out->overflowed || refuse(r, "is too large: at most 48 kB");
}
