#include "library/content_report.h"

#include "protocol/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#define SENTENCE_MAX 1024

struct report_texts {
    cJSON *json;
};

struct report_texts *report_open(const char *root, uint32_t lang)
{
    struct content_files files = {.count = 0};
    struct report_texts *texts = NULL;
    struct content_reader reader = content_files_reader(&files);
    struct bytes bytes;
    size_t wrong;

    snprintf(files.root, sizeof files.root, "%s", root);
    if (reader.read(reader.arg,
                    lang == TEXT_LANG_en ? "catalogue/en/report.json" : "catalogue/nl/report.json",
                    &bytes) == RESULT_OK)
        texts = calloc(1, sizeof *texts);
    if (texts != NULL &&
        json_check(bytes, (struct json_limits){CONTENT_DEPTH_MAX, CONTENT_VALUES_MAX}, &wrong))
        texts->json = cJSON_ParseWithLength((const char *)bytes.data, bytes.size);
    content_files_close(&files);
    return texts;
}

void report_close(struct report_texts *texts)
{
    if (texts == NULL)
        return;
    cJSON_Delete(texts->json);
    free(texts);
}

const char *report_text(const struct report_texts *texts, const char *key)
{
    const char *text =
        texts == NULL ? NULL
                      : cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(texts->json, key));

    return text == NULL ? key : text;
}

/* "{3}" at `p`: 3, or -1. */
static int value_at(const char *p)
{
    return p[0] == '{' && p[1] >= '0' && p[1] < '0' + REPORT_VALUES && p[2] == '}' ? p[1] - '0'
                                                                                   : -1;
}

static bool part_is_empty(const char *p, const char *const values[REPORT_VALUES])
{
    for (; *p != '\0' && *p != ']'; p++) {
        const int value = value_at(p);

        if (value >= 0 && (values[value] == NULL || values[value][0] == '\0'))
            return true;
    }
    return false;
}

const char *report_fill(const struct report_texts *texts, const char *key,
                        const char *const values[REPORT_VALUES], char *out, size_t capacity)
{
    struct buffer b;

    buffer_init(&b, out, capacity - 1);
    for (const char *p = report_text(texts, key); *p != '\0'; p++) {
        const int value = value_at(p);

        if (value >= 0) {
            buffer_append_text(&b, values[value] == NULL ? "" : values[value]);
            p += 2;
        } else if (*p == '[' && part_is_empty(p, values)) {
            while (p[1] != '\0' && *p != ']')
                p++;
        } else if (*p != '[' && *p != ']') {
            buffer_append_byte(&b, (uint8_t)*p);
        }
    }
    out[b.size] = '\0';
    return out;
}

void report_print(FILE *file, const struct report_texts *texts, const char *key,
                  const char *const values[REPORT_VALUES])
{
    char sentence[SENTENCE_MAX];

    fprintf(file, "%s\n", report_fill(texts, key, values, sentence, sizeof sentence));
}

void report_pad(FILE *file, struct bytes text, int width)
{
    int shown = 0;

    for (size_t i = 0; i < text.size; i++)
        shown += (text.data[i] & 0xC0) != 0x80;
    fprintf(file, "%.*s%*s", (int)text.size, (const char *)text.data,
            shown < width ? width - shown : 1, "");
}
