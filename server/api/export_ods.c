/* export_ods.c -- the tables as an OpenDocument spreadsheet (ISO/IEC 26300, 1.2), a sheet each. A
 * cell says what it is, so text is never taken for a formula, whatever it begins with. */
#include "api/export_inside.h"
#include "api/zip.h"

#define NAMES                                                                                      \
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                           \
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                             \
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""                    \
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                             \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\""
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char manifest[] = XML_HEAD
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
    " manifest:version=\"1.2\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\""
    " manifest:media-type=\"" EXPORT_TYPE_ODS "\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>";
static const char styles[] =
    XML_HEAD "<office:document-styles" NAMES "><office:styles/></office:document-styles>";
static const char content_head[] =
    XML_HEAD "<office:document-content" NAMES "><office:automatic-styles>"
             "<style:style style:name=\"wide\" style:family=\"table-column\">"
             "<style:table-column-properties style:column-width=\"5cm\"/></style:style>"
             "<style:style style:name=\"head\" style:family=\"table-cell\">"
             "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
             "</office:automatic-styles><office:body><office:spreadsheet>\n";
static const char content_tail[] =
    "</office:spreadsheet></office:body></office:document-content>\n";

static void begin(void *arg, struct bytes name, uint32_t columns)
{
    struct buffer *out = arg;

    buffer_append_text(out, "<table:table table:name=\"");
    xml_put(out, name);
    buffer_append_text(out, "\"><table:table-column table:style-name=\"wide\""
                            " table:number-columns-repeated=\"");
    buffer_append_int(out, columns);
    buffer_append_text(out, "\"/>\n");
}

static void put_number(struct buffer *out, int64_t number)
{
    buffer_append_text(out, "<table:table-cell office:value-type=\"float\" office:value=\"");
    buffer_append_int(out, number);
    buffer_append_text(out, "\"><text:p>");
    buffer_append_int(out, number);
    buffer_append_text(out, "</text:p></table:table-cell>");
}

static void row(void *arg, const struct cell *cells, uint32_t count, bool is_head)
{
    struct buffer *out = arg;

    buffer_append_text(out, "<table:table-row>");
    for (uint32_t i = 0; i < count; i++) {
        if (cells[i].kind == CELL_NUMBER) {
            put_number(out, cells[i].number);
            continue;
        }
        buffer_append_text(out, "<table:table-cell office:value-type=\"string\"");
        buffer_append_text(out, is_head ? " table:style-name=\"head\"><text:p>" : "><text:p>");
        xml_put(out, cells[i].text);
        buffer_append_text(out, "</text:p></table:table-cell>");
    }
    buffer_append_text(out, "</table:table-row>\n");
}

static void end(void *arg)
{
    buffer_append_text(arg, "</table:table>\n");
}

void export_write_ods(const struct export *e, struct buffer *out)
{
    struct zip zip;

    zip_init(&zip, out);
    zip_put(&zip, "mimetype",
            EXPORT_TYPE_ODS); /* First, so that a file is known by its beginning. */
    zip_put(&zip, "META-INF/manifest.xml", manifest);
    zip_put(&zip, "styles.xml", styles);
    zip_begin(&zip, "content.xml");
    buffer_append_text(out, content_head);
    export_tables(e, &(struct table_writer){begin, row, end, out});
    buffer_append_text(out, content_tail);
    zip_end(&zip);
    zip_finish(&zip);
}
