/* style_limits_test.c -- what a house style may have at most: as much is taken, one more is refused
 * with a sentence that says so. */
#include "style/logo.h"
#include "style/style.h"
#include "style/style_inside.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As in logo.c and style_file.c. */
#define LOGO_DEPTH_MAX  32
#define WIDTH_MILLI_MAX 8000
#define DEPTH_MAX       8
#define VALUES_MAX      1024
#define FILE_BYTES_MAX  ((size_t)64 * 1024)

static char *repeated(const char *text, size_t times)
{
    char *all = malloc(strlen(text) * times + 1);

    all[0] = '\0';
    for (size_t i = 0, at = 0; i < times; i++, at += strlen(text))
        strcpy(all + at, text);
    return all;
}

static void put_file(const char *folder, const char *name, const char *content, size_t size)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    CHECK(file != NULL && fwrite(content, 1, size, file) == size);
    fclose(file);
}

/* What is said of a style, with a file "beside" it when there is one; "" when it is taken. */
static const char *said_of(const char *style, const char *beside, size_t beside_size)
{
    static char why[STYLE_WHY_BYTES_MAX];
    char folder[] = "/tmp/dilemma-style-XXXXXX", path[64], remove[80];
    struct house_style *opened = NULL;

    CHECK(mkdtemp(folder) != NULL);
    put_file(folder, "style.json", style, strlen(style));
    if (beside != NULL)
        put_file(folder, "beside", beside, beside_size);
    snprintf(path, sizeof path, "%s/style.json", folder);
    if (house_style_open(&opened, path, why) == RESULT_OK)
        why[0] = '\0';
    house_style_close(opened);
    snprintf(remove, sizeof remove, "rm -r %s", folder);
    CHECK_EQ(system(remove), 0);
    return why;
}

/* A style of so much of something, and what is said of it. */
typedef const char *style_of_fn(size_t count);

static const char *with_text(const char *format, size_t bytes)
{
    char *text = repeated("a", bytes), *style = malloc(bytes + 200);
    const char *said;

    sprintf(style, format, text);
    said = said_of(style, NULL, 0);
    free(style);
    free(text);
    return said;
}

static const char *name_of(size_t bytes)
{
    return with_text("{\"name\": \"%s\"}", bytes);
}

static const char *family_of(size_t bytes)
{
    return with_text("{\"fonts\": {\"tool\": {\"family\": \"%s\"}}}", bytes);
}

static const char *weights_of(size_t bytes)
{
    char style[100], weights[] = "400 700000000000";

    weights[bytes] = '\0';
    snprintf(style, sizeof style, "{\"fonts\": {\"tool\": {\"weights\": \"%s\"}}}", weights);
    return said_of(style, NULL, 0);
}

static const char *file_of(size_t bytes)
{
    char *style = repeated(" ", bytes);
    const char *said;

    memcpy(style, "{}", 2);
    said = said_of(style, NULL, 0);
    free(style);
    return said;
}

/* Past the object, its key and the list: unknown, unless it cannot be read at all. */
static const char *nested_of(size_t levels)
{
    char *open = repeated("[", levels - 1), *close = repeated("]", levels - 1), style[100];
    const char *said;

    snprintf(style, sizeof style, "{\"x\": %s%s}", open, close);
    said = said_of(style, NULL, 0);
    free(open);
    free(close);
    return said;
}

static const char *values_of(size_t count)
{
    char *more = repeated(",1", count - 4), *style = malloc(2 * count + 20);
    const char *said;

    sprintf(style, "{\"x\":[1%s]}", more);
    said = said_of(style, NULL, 0);
    free(style);
    free(more);
    return said;
}

static const char *letters_of(size_t bytes)
{
    char *letters = repeated("a", bytes);
    const char *said;

    memcpy(letters, "wOF2", 4);
    said = said_of("{\"fonts\": {\"story\": {\"file\": \"beside\"}}}", letters, bytes);
    free(letters);
    return said;
}

static const char *drawing_of(const char *drawing, size_t bytes)
{
    return said_of("{\"logo\": \"beside\"}", drawing, bytes);
}

#define HEAD "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">"
#define TAIL "</svg>"

/* Space between elements is left out when it is cleaned. */
static const char *source_of(size_t bytes)
{
    char *drawing = repeated(" ", bytes);
    const char *said;

    memcpy(drawing, HEAD TAIL, sizeof HEAD TAIL - 1);
    said = drawing_of(drawing, bytes);
    free(drawing);
    return said;
}

/* One that is so long when it is clean: what fills it is the name of a path. */
static const char *clean_of(size_t bytes)
{
    static const char before[] = HEAD "<path d=\"", after[] = "\"/>" TAIL;
    const size_t ends = sizeof before - 1 + sizeof after - 1;
    char *drawing = malloc(bytes + 1), *fill = repeated("0", bytes - ends);
    const char *said;

    sprintf(drawing, "%s%s%s", before, fill, after);
    said = drawing_of(drawing, bytes);
    free(drawing);
    free(fill);
    return said;
}

/* Elements inside each other; the drawing itself is the first. */
static const char *deep_of(size_t levels)
{
    char *open = repeated("<g>", levels - 1), *close = repeated("</g>", levels - 1), drawing[600];
    const char *said;

    snprintf(drawing, sizeof drawing, HEAD "%s%s" TAIL, open, close);
    said = drawing_of(drawing, strlen(drawing));
    free(open);
    free(close);
    return said;
}

static const char *wide_of(size_t milli)
{
    char drawing[200];

    snprintf(drawing, sizeof drawing,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu 1000\"></svg>", milli);
    return drawing_of(drawing, strlen(drawing));
}

static const struct {
    const char *what;
    style_of_fn *said;
    size_t most;
    const char *taken; /* What is said of as much: "" or what else is wrong. */
    const char *refused;
} limits[] = {
    {"STYLE_NAME_BYTES_MAX", name_of, STYLE_NAME_BYTES_MAX - 1, "",
     "has a 'name' that is not a text of 1 to 60 bytes"},
    {"STYLE_FAMILY_BYTES_MAX", family_of, STYLE_FAMILY_BYTES_MAX - 1, "",
     "has a 'family' that is not a text of 1 to 119 bytes"},
    {"STYLE_WEIGHTS_BYTES_MAX", weights_of, STYLE_WEIGHTS_BYTES_MAX - 1,
     "has weights that are not like \"400\" or \"400 700\"",
     "has a 'weights' that is not a text of 1 to 11 bytes"},
    {"FILE_BYTES_MAX", file_of, FILE_BYTES_MAX, "", "is too large: at most 64 kB"},
    {"DEPTH_MAX", nested_of, DEPTH_MAX, "has 'x', which is unknown",
     "is not valid JSON, or too deep or too much of it, at byte 13"},
    {"VALUES_MAX", values_of, VALUES_MAX, "has 'x', which is unknown",
     "is not valid JSON, or too deep or too much of it, at byte 2048"},
    {"WOFF2_BYTES_MAX", letters_of, (size_t)512 * 1024, "",
     "has 'beside' as letters, which is too large: at most 512 kB"},
    {"SOURCE_BYTES_MAX", source_of, (size_t)256 * 1024, "",
     "has 'beside' as logo, which is too large: at most 256 kB"},
    {"LOGO_BYTES_MAX", clean_of, LOGO_BYTES_MAX, "",
     "has 'beside' as logo, which is too large: at most 48 kB"},
    {"logo DEPTH_MAX", deep_of, LOGO_DEPTH_MAX, "",
     "has 'beside' as logo, which has elements inside each other too deep"},
    {"WIDTH_MILLI_MAX", wide_of, WIDTH_MILLI_MAX, "",
     "has 'beside' as logo, which is too wide or too narrow: at most 8 times as wide as high, at "
     "least a fifth"},
};

TEST(everything_in_a_style_has_as_much_as_it_may_and_not_one_more)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const char *said = limits[i].said(limits[i].most);

        if (strcmp(said, limits[i].taken) != 0)
            test_fail(__FILE__, __LINE__, "%s: of as much it says '%s'", limits[i].what, said);
        said = limits[i].said(limits[i].most + 1);
        if (strcmp(said, limits[i].refused) != 0)
            test_fail(__FILE__, __LINE__, "%s: of one more it says '%s'", limits[i].what, said);
    }
}

/* Elements of so many names that may not stay, of eight letters each. */
TEST(as_many_names_of_what_was_left_out_are_told_as_there_is_place_for)
{
    static char clean[LOGO_BYTES_MAX];
    char drawing[1000] = HEAD, why[LOGO_WHY_BYTES_MAX];
    struct buffer out;
    struct logo logo;

    for (int i = 0; i < 21; i++)
        sprintf(drawing + strlen(drawing), "<wrong%03d/>", i);
    strcat(drawing, TAIL);
    buffer_init(&out, clean, sizeof clean);
    CHECK(logo_clean(bytes_of(drawing), &out, &logo, why));
    CHECK_EQ(strlen(logo.left_out), 19 * 10 + 8); /* The twenty-first does not fit. */
    CHECK(strlen(logo.left_out) < LOGO_LEFT_BYTES_MAX);
    CHECK_TEXT(logo.left_out + strlen(logo.left_out) - 8, "wrong019");
}
