#include "style/logo_parts.h"

#include <ctype.h>
#include <strings.h>

static const char *const elements[] = {
    "svg",     "g",        "defs",     "path",    "rect",           "circle",
    "ellipse", "line",     "polyline", "polygon", "linearGradient", "radialGradient",
    "stop",    "clipPath", "mask",
};

static const char *const properties[] = {
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "opacity",
    "stop-color",
    "stop-opacity",
    "clip-path",
    "clip-rule",
    "mask",
    "color",
    "display",
    "visibility",
};

static const char *const attributes[] = {
    "id",
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "width",
    "height",
    "points",
    "transform",
    "viewBox",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "preserveAspectRatio",
    "pathLength",
    "href",
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool is_among(struct bytes name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes_equal_text(name, list[i]))
            return true;
    return false;
}

bool logo_may_element(struct bytes name)
{
    return is_among(name, elements, COUNT(elements));
}

bool logo_may_property(struct bytes name)
{
    return is_among(name, properties, COUNT(properties));
}

bool logo_may_attribute(struct bytes name)
{
    return logo_may_property(name) || is_among(name, attributes, COUNT(attributes));
}

/* What stands here may be inside of "url(": a space, a quote, and then the name of a part. */
static bool is_inside(struct bytes value)
{
    size_t at = 0;

    while (at < value.size && strchr(" '\"", value.data[at]) != NULL)
        at++;
    return at < value.size && value.data[at] == '#';
}

bool logo_may_value(struct bytes value)
{
    static const char url[] = "url(";

    for (size_t i = 0; i < value.size; i++) {
        const struct bytes rest = bytes_after(value, i);
        if (strchr("&\\<>", value.data[i]) != NULL) /* Another way to write any letter; NUL too. */
            return false;
        if (value.data[i] == ':' || value.data[i] == '@')
            return false;
        if (rest.size >= sizeof url - 1 &&
            strncasecmp((const char *)rest.data, url, sizeof url - 1) == 0 &&
            !is_inside(bytes_after(rest, sizeof url - 1)))
            return false;
    }
    return true;
}
