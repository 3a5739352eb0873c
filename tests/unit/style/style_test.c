/* A house style: what can be seen, and a drawing that only draws. */
#include <stdio.h>
#include <string.h>

#include "style/contrast.h"
#include "style/logo.h"
#include "test.h"

/* ---- contrast ------------------------------------------------------------------------- */

static struct colour colour_of(const char *text)
{
    struct colour colour = {0};

    CHECK(colour_read(text, &colour));
    return colour;
}

TEST(contrast_is_counted_as_wcag_counts_it)
{
    CHECK_EQ(colour_contrast(colour_of("#000000"), colour_of("#ffffff")), 2100);
    CHECK_EQ(colour_contrast(colour_of("#ffffff"), colour_of("#000000")), 2100);
    CHECK_EQ(colour_contrast(colour_of("#777777"), colour_of("#ffffff")),
             447); /* Just too faint. */
    CHECK_EQ(colour_contrast(colour_of("#767676"), colour_of("#ffffff")), 454);
    CHECK_EQ(colour_contrast(colour_of("#0F5257"), colour_of("#0f5257")), 100);
}

TEST(a_colour_is_a_hash_and_six_digits)
{
    struct colour colour;

    CHECK(!colour_read("0f5257", &colour));
    CHECK(!colour_read("#0f525", &colour));
    CHECK(!colour_read("#0f52577", &colour));
    CHECK(!colour_read("#0f525g", &colour));
    CHECK(!colour_read("red", &colour));
    CHECK(!colour_read("", &colour));
}

TEST(our_own_style_can_be_seen_in_every_look)
{
    static const struct style_tokens ours;

    CHECK_EQ(contrast_each(&ours, NULL, NULL), 0);
}

TEST(what_a_style_does_not_choose_is_ours)
{
    static struct style_tokens tokens;
    struct colour found;

    tokens.chosen[LOOK_LIGHT][TOKEN_BRAND] = true;
    tokens.colours[LOOK_LIGHT][TOKEN_BRAND] = colour_of("#123456");
    found = token_colour(&tokens, LOOK_WALL_LIGHT, TOKEN_ACTION); /* It follows the brand. */
    CHECK_EQ(found.red, 0x12);
    found = token_colour(&tokens, LOOK_DARK, TOKEN_BRAND);
    CHECK_EQ(found.red, 0x8f);
    found =
        token_colour(&tokens, LOOK_WALL_DARK, TOKEN_OPTION_A); /* The wall has one of its own. */
    CHECK_EQ(found.red, 0x85);
    tokens.chosen[LOOK_DARK][TOKEN_OPTION_A] = true;
    tokens.colours[LOOK_DARK][TOKEN_OPTION_A] = colour_of("#aabbcc");
    found = token_colour(&tokens, LOOK_WALL_DARK, TOKEN_OPTION_A);
    CHECK_EQ(found.red, 0xaa);
}

/* ---- drawings ------------------------------------------------------------------------- */

static struct logo cleaned;
static char clean[LOGO_BYTES_MAX + 1], why[LOGO_WHY_BYTES_MAX];

static bool make_clean(const char *svg)
{
    struct buffer out;
    bool usable;

    buffer_init(&out, clean, LOGO_BYTES_MAX);
    why[0] = '\0';
    usable = logo_clean(bytes_of(svg), &out, &cleaned, why);
    clean[out.size] = '\0';
    return usable;
}

#define SVG(inside) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>" inside "</svg>"
#define OUT(inside)                                                                                \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">" inside "</svg>"

TEST(a_drawing_keeps_its_shapes_and_colours)
{
    CHECK(make_clean("<?xml version='1.0'?><!-- made by hand -->\n" SVG(
        "<g fill='#0f5257'><path d='M0 0h9'/></g><circle r='2' style='fill:red;stroke: none'/>")));
    CHECK_TEXT(clean, OUT("<g fill=\"#0f5257\"><path d=\"M0 0h9\"/></g>"
                          "<circle r=\"2\" style=\"fill:red;stroke:none;\"/>"));
    CHECK_EQ(cleaned.width_milli, 2000);
    CHECK_TEXT(cleaned.left_out, "");
}

TEST(what_runs_fetches_or_links_is_left_out_of_a_drawing_and_named)
{
    CHECK(make_clean(SVG("<script>alert(1)</script><rect width='1' onload='x()'/>"
                         "<a href='https://x.example'><path d='M0 0'/></a>"
                         "<image href='https://x.example/a.png'/><style>*{}</style>"
                         "<foreignObject><p>x</p></foreignObject><text>hoi</text>"
                         "<use href='#a'/><animate attributeName='x'/>")));
    CHECK_TEXT(clean, OUT("<rect width=\"1\"/>"));
    CHECK_TEXT(cleaned.left_out,
               "script, onload, a, image, style, foreignObject, text, use, animate");
}

TEST(nothing_in_a_value_leads_out_of_the_drawing)
{
    static const char *const values[] = {
        "url(https://x.example/a)", "URL( 'data:x')", "url(//x.example)", "u\\72l(x)",
        "javascript:alert(1)",      "&#117;rl(x)",    "@import",
    };
    char svg[300];

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        snprintf(svg, sizeof svg, SVG("<path fill=\"%s\"/>"), values[i]);
        CHECK(make_clean(svg));
        CHECK_TEXT(clean, OUT("<path/>"));
        snprintf(svg, sizeof svg, SVG("<path style=\"fill:%s\"/>"), values[i]);
        CHECK(make_clean(svg));
        CHECK_TEXT(clean, OUT("<path style=\"\"/>"));
    }
    CHECK(make_clean(SVG("<path fill='url(#a)'/>")));
    CHECK_TEXT(clean, OUT("<path fill=\"url(#a)\"/>"));
}

TEST(what_is_no_drawing_is_refused_with_the_reason)
{
    static const struct {
        const char *svg, *why;
    } cases[] = {
        {"", "ends too early"},
        {"<html/>", "is no drawing: it must begin with <svg"},
        {"<svg viewBox='0 0 9 9'>", "ends too early"},
        {"<svg viewBox='0 0 9 9'></g>", "is not well-formed XML"},
        {"<svg viewBox='0 0 9 9'/><svg/>", "is not well-formed XML"},
        {"<svg viewBox='0 0 9 9' id=a/>", "has a value without quotes"},
        {"<svg id='a' id='b' viewBox='0 0 9 9'/>", "is not well-formed XML"},
        {"<svg/>", "has no viewBox, so nobody knows how wide it is"},
        {"<svg viewBox='0 0 9'/>", "has a viewBox that is not four numbers"},
        {"<svg viewBox='0 0 90 9'/>",
         "is too wide or too narrow: at most 8 times as wide as high, at least a fifth"},
        {"<svg viewBox='0 0 nan 9'/>",
         "is too wide or too narrow: at most 8 times as wide as high, at least a fifth"},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 9 9'/>",
         "has a DOCTYPE with words of its own"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(!make_clean(cases[i].svg));
        CHECK_TEXT(why, cases[i].why);
    }
}
