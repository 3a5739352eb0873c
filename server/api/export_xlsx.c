/* export_xlsx.c -- the tables as an Office Open XML workbook (ISO/IEC 29500, transitional), a sheet
 * each. Text stands in its cell as an inline string, which is never taken for a formula. */
#include <stdio.h>

#include "api/export_inside.h"
#include "api/zip.h"

#define XML_HEAD   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN       "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE    "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define SHEET_NAME "xl/worksheets/sheet%u.xml"
#define NAME_BYTES 32

static const char relations[] =
    XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\""
             " Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
/* As it is, and bold. */
static const char styles[] = XML_HEAD
    "<styleSheet xmlns=\"" MAIN "\">"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"2\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "</cellXfs></styleSheet>";

struct xlsx {
    struct buffer *out;
    struct zip zip;
    char files[TABLES_COUNT][NAME_BYTES];
    struct bytes names[TABLES_COUNT];
    uint32_t sheets, rows;
};

/* ---- sheets --------------------------------------------------------------------------- */

static void begin(void *arg, struct bytes name, uint32_t columns)
{
    struct xlsx *x = arg;

    assert(x->sheets < TABLES_COUNT);
    x->names[x->sheets] = name;
    snprintf(x->files[x->sheets], NAME_BYTES, SHEET_NAME, x->sheets + 1);
    zip_begin(&x->zip, x->files[x->sheets]);
    x->sheets++;
    x->rows = 0;
    buffer_append_text(x->out,
                       XML_HEAD "<worksheet xmlns=\"" MAIN "\"><sheetViews>"
                                "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\""
                                " topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                                "</sheetView></sheetViews><cols><col min=\"1\" max=\"");
    buffer_append_int(x->out, columns);
    buffer_append_text(x->out, "\" width=\"28\" customWidth=\"1\"/></cols><sheetData>\n");
}

static void put_place(struct xlsx *x, uint32_t column)
{
    buffer_append_text(x->out, "<c r=\"");
    buffer_append_byte(x->out, (uint8_t)('A' + column));
    buffer_append_int(x->out, x->rows);
    buffer_append_byte(x->out, '"');
}

/* "_x0041_" would be read as "A": so its first sign is written as "_x005F_". */
static bool is_escape(struct bytes text, size_t at)
{
    if (text.size - at < 7 || text.data[at] != '_' || text.data[at + 1] != 'x' ||
        text.data[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++) {
        if (strchr("0123456789abcdefABCDEF", text.data[i]) == NULL || text.data[i] == '\0')
            return false;
    }
    return true;
}

static void put_text(struct xlsx *x, struct bytes text)
{
    size_t from = 0;

    buffer_append_text(x->out, "<is><t xml:space=\"preserve\">");
    for (size_t i = 0; i < text.size; i++) {
        if (!is_escape(text, i))
            continue;
        xml_put(x->out, (struct bytes){text.data + from, i - from});
        buffer_append_text(x->out, "_x005F_");
        from = i + 1;
    }
    if (text.size > from)
        xml_put(x->out, (struct bytes){text.data + from, text.size - from});
    buffer_append_text(x->out, "</t></is></c>");
}

static void row(void *arg, const struct cell *cells, uint32_t count, bool is_head)
{
    struct xlsx *x = arg;

    x->rows++;
    buffer_append_text(x->out, "<row r=\"");
    buffer_append_int(x->out, x->rows);
    buffer_append_text(x->out, "\">");
    for (uint32_t i = 0; i < count; i++) {
        put_place(x, i);
        if (cells[i].kind == CELL_NUMBER) {
            buffer_append_text(x->out, "><v>");
            buffer_append_int(x->out, cells[i].number);
            buffer_append_text(x->out, "</v></c>");
            continue;
        }
        buffer_append_text(x->out, is_head ? " s=\"1\" t=\"inlineStr\">" : " t=\"inlineStr\">");
        put_text(x, cells[i].text);
    }
    buffer_append_text(x->out, "</row>\n");
}

static void end(void *arg)
{
    struct xlsx *x = arg;

    buffer_append_text(x->out, "</sheetData></worksheet>\n");
    zip_end(&x->zip);
}

/* ---- the workbook around them --------------------------------------------------------- */

static void put_types(struct xlsx *x)
{
    char line[200];

    zip_begin(&x->zip, "[Content_Types].xml");
    buffer_append_text(
        x->out, XML_HEAD
        "<Types xmlns=\"" PACKAGE "content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
        "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
        "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>");
    for (uint32_t i = 0; i < x->sheets; i++) {
        snprintf(line, sizeof line,
                 "<Override PartName=\"/" SHEET_NAME "\" ContentType=\"" SHEET_TYPE
                 "worksheet+xml\"/>",
                 i + 1);
        buffer_append_text(x->out, line);
    }
    buffer_append_text(x->out, "</Types>");
    zip_end(&x->zip);
}

static void put_workbook(struct xlsx *x)
{
    zip_begin(&x->zip, "xl/workbook.xml");
    buffer_append_text(x->out,
                       XML_HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><sheets>");
    for (uint32_t i = 0; i < x->sheets; i++) {
        buffer_append_text(x->out, "<sheet name=\"");
        xml_put(x->out, x->names[i]);
        buffer_append_text(x->out, "\" sheetId=\"");
        buffer_append_int(x->out, i + 1);
        buffer_append_text(x->out, "\" r:id=\"rId");
        buffer_append_int(x->out, i + 1);
        buffer_append_text(x->out, "\"/>");
    }
    buffer_append_text(x->out, "</sheets></workbook>");
    zip_end(&x->zip);
}

static void put_relations(struct xlsx *x)
{
    char line[200];

    zip_begin(&x->zip, "xl/_rels/workbook.xml.rels");
    buffer_append_text(x->out, XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (uint32_t i = 0; i <= x->sheets; i++) {
        if (i < x->sheets)
            snprintf(line, sizeof line,
                     "<Relationship Id=\"rId%u\" Type=\"" RELATIONS "/worksheet\""
                     " Target=\"worksheets/sheet%u.xml\"/>",
                     i + 1, i + 1);
        else
            snprintf(line, sizeof line,
                     "<Relationship Id=\"rId%u\" Type=\"" RELATIONS "/styles\""
                     " Target=\"styles.xml\"/>",
                     i + 1);
        buffer_append_text(x->out, line);
    }
    buffer_append_text(x->out, "</Relationships>");
    zip_end(&x->zip);
}

void export_write_xlsx(const struct export *e, struct buffer *out)
{
    struct xlsx x = {.out = out};

    zip_init(&x.zip, out);
    zip_put(&x.zip, "_rels/.rels", relations);
    zip_put(&x.zip, "xl/styles.xml", styles);
    export_tables(e, &(struct table_writer){begin, row, end, &x});
    put_types(&x);
    put_workbook(&x);
    put_relations(&x);
    zip_finish(&x.zip);
}
