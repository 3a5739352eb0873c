#include "cli/json_line.h"

#include <math.h>

void json_line_print(FILE *out, cJSON *line)
{
    char *text = cJSON_PrintUnformatted(line);

    fprintf(out, "%s\n", text != NULL ? text : "{}");
    cJSON_free(text);
    cJSON_Delete(line);
}

double json_line_thousandths(double value)
{
    return round(value * 1000) / 1000;
}
