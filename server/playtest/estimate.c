#include "playtest/estimate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* The sum of squares of the means of the rows around the mean of all. */
static double rows_around(const double *values, uint32_t rows, uint32_t columns, double mean)
{
    double sum = 0;

    for (uint32_t r = 0; r < rows; r++) {
        const double d = estimate_mean(values + (size_t)r * columns, columns) - mean;

        sum += d * d;
    }
    return sum;
}

static double columns_around(const double *values, uint32_t rows, uint32_t columns, double mean)
{
    double sum = 0;

    for (uint32_t c = 0; c < columns; c++) {
        double d = 0;

        for (uint32_t r = 0; r < rows; r++)
            d += values[(size_t)r * columns + c];
        d = d / rows - mean;
        sum += d * d;
    }
    return sum;
}

struct estimate_parts estimate_crossed(const double *values, uint32_t seeds, uint32_t paths)
{
    const double s = seeds, p = paths, mean = estimate_mean(values, seeds * paths);
    const double of_seeds = p * rows_around(values, seeds, paths, mean);
    const double of_paths = s * columns_around(values, seeds, paths, mean);
    struct estimate_parts parts;
    double all = 0;

    assert(seeds >= 2 && paths >= 2);
    for (uint32_t i = 0; i < seeds * paths; i++)
        all += (values[i] - mean) * (values[i] - mean);
    parts.both = (all - of_seeds - of_paths) / ((s - 1) * (p - 1));
    parts.path = (of_paths / (p - 1) - parts.both) / s;
    parts.seed = (of_seeds / (s - 1) - parts.both) / p;
    return parts;
}

static double of_all(double part, const struct estimate_parts *parts)
{
    const double all = parts->seed + parts->path + parts->both;

    return all < 1e-9 ? 0 : part / all;
}

double estimate_choices(const struct estimate_parts *parts)
{
    return of_all(parts->path + parts->both, parts);
}

double estimate_same_path(const struct estimate_parts *parts)
{
    return of_all(parts->path, parts);
}

double estimate_mean(const double *values, uint32_t count)
{
    double sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += values[i];
    return count == 0 ? 0 : sum / count;
}

double estimate_deviation(const double *values, uint32_t count)
{
    const double mean = estimate_mean(values, count);
    double sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return count < 2 ? 0 : sqrt(sum / (count - 1));
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double estimate_median(double *values, uint32_t count)
{
    if (count == 0)
        return 0;
    qsort(values, count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}
