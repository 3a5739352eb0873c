/* export_csv.c -- the tables in one file of comma separated values (RFC 4180; semicolons in Dutch,
 * as spreadsheets there expect). Every line begins with the name of its table and has as many cells
 * as the widest one, so that each table can be filtered out; its first line has its heads. */
#include "api/export_inside.h"

struct csv {
    struct buffer *out;
    enum lang lang;
    struct bytes table;
};

static bool begins_with(struct bytes text, const char *start)
{
    const size_t size = strlen(start);

    return text.size >= size && memcmp(text.data, start, size) == 0;
}

/* After one of these, a spreadsheet would calculate; the last four are the first four in full
 * width, which some take for the same. */
static bool is_formula(struct bytes text)
{
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                         "\n", "＝", "＋", "－", "＠"};
    bool is = false;

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        is |= begins_with(text, starts[i]);
    return is;
}

static void put_text(struct csv *csv, struct bytes text)
{
    buffer_append_byte(csv->out, '"');
    if (is_formula(text))
        buffer_append_byte(csv->out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buffer_append_byte(csv->out, '"');
        buffer_append_byte(csv->out, text.data[i]);
    }
    buffer_append_byte(csv->out, '"');
}

static void begin(void *arg, struct bytes name, uint32_t columns)
{
    struct csv *csv = arg;

    (void)columns;
    csv->table = name;
}

static void row(void *arg, const struct cell *cells, uint32_t count, bool is_head)
{
    struct csv *csv = arg;

    (void)is_head;
    put_text(csv, csv->table);
    for (uint32_t i = 0; i < TABLE_COLUMNS_MAX; i++) {
        buffer_append_byte(csv->out, csv->lang == LANG_NL ? ';' : ',');
        if (i < count && cells[i].kind == CELL_NUMBER)
            buffer_append_int(csv->out, cells[i].number);
        else if (i < count)
            put_text(csv, cells[i].text);
    }
    buffer_append_text(csv->out, "\r\n");
}

static void end(void *arg)
{
    (void)arg;
}

void export_write_csv(const struct export *e, struct buffer *out)
{
    struct csv csv = {.out = out, .lang = e->lang};

    buffer_append_text(out, "\xEF\xBB\xBF"); /* So that spreadsheets see UTF-8. */
    export_tables(e, &(struct table_writer){begin, row, end, &csv});
}
