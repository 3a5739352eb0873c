/* What the host does when there is no memory for a view: whoever needs it comes back for it, and
 * nobody takes half a view for a whole one. */
#include "host_fixture.h"

#include "test.h"

static struct place p;
static struct person anna, bea;

/* Calls until the one that fails, which is the first after 1; 0: none does. */
static uint32_t calls_left;

void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

/* The same for those that are zeroed. */
static uint32_t zeroed_left;

void *__wrap_realloc(void *memory, size_t size)
{
    if (calls_left > 0 && --calls_left == 0)
        return NULL;
    return __real_realloc(memory, size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    if (zeroed_left > 0 && --zeroed_left == 0)
        return NULL;
    return __real_calloc(count, size);
}

static bool got_whole_view(const struct person *person)
{
    return person_got(person, "\"t\":\"view\"") > 0 && person_got(person, "\"session\":{") > 0 &&
           person_got(person, "\"people\":{") > 0 && person_got(person, "\"me\":{") > 0;
}

/* false: so many calls are not made. */
static bool opens_with_a_failure(uint32_t call)
{
    bool failed;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    calls_left = call;
    person_open(&p, &anna, 1);
    failed = calls_left == 0;
    calls_left = 0;
    CHECK_EQ(got_whole_view(&anna), !anna.ended);
    if (anna.ended)
        CHECK_EQ(person_got(&anna, "\"t\":\"error\",\"code\":\"busy\""), 1);
    person_open(&p, &bea, 1); /* The same audience, while the other one may still be there. */
    CHECK(!bea.ended && got_whole_view(&bea));
    person_close(&bea);
    person_close(&anna);
    place_close(&p);
    return failed;
}

TEST(a_view_for_which_there_is_no_memory_is_made_when_there_is)
{
    uint32_t call = 1;

    while (opens_with_a_failure(call))
        call++;
    CHECK(call > 10); /* Two for each section. */
}

/* false: so many calls are not made. */
static bool comes_back_with_a_failure(uint32_t call)
{
    bool failed;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_restart(&p);
    zeroed_left = call;
    person_open(&p, &anna, 1);
    failed = zeroed_left == 0;
    zeroed_left = 0;
    CHECK_EQ(person_got(&anna, "\"code\":\"token_unknown\""), 0);
    CHECK(!anna.ended || person_got(&anna, "\"code\":\"busy\"") == 1);
    person_open(&p, &bea, 1);
    CHECK(!bea.ended && got_whole_view(&bea));
    person_close(&bea);
    person_close(&anna);
    place_close(&p);
    return failed;
}

TEST(who_comes_back_while_there_is_no_memory_is_not_taken_for_a_stranger)
{
    uint32_t call = 2; /* The first is for the question itself. */

    while (comes_back_with_a_failure(call))
        call++;
    CHECK(call > 2);
}
