/* addresses_test.c -- where phones reach a server, among the addresses that a machine has. */
#include "sys/addresses.h"
#include "test.h"

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

static const struct interface_address laptop[] = {
    {"lo", "127.0.0.1", true},         {"docker0", "172.17.0.1", false},
    {"eth1", "169.254.7.7", false},    {"wlan0", "2001:db8::20", false},
    {"wlan0", "fe80::1%wlan0", false}, {"wlan0", "192.168.1.20", false},
    {"eth0", "10.0.0.3", false},
};

static struct addresses chosen(const char *listening)
{
    struct addresses out;

    addresses_choose(listening, 8080, laptop, COUNT(laptop), &out);
    return out;
}

TEST(addresses_of_wifi_and_cable_stand_before_those_inside_the_machine)
{
    const struct addresses out = chosen("0.0.0.0");

    CHECK_EQ(out.count, 3);
    CHECK_TEXT(out.origins[0], "http://192.168.1.20:8080");
    CHECK_TEXT(out.origins[1], "http://10.0.0.3:8080");
    CHECK_TEXT(out.origins[2], "http://172.17.0.1:8080");
}

TEST(addresses_of_ip6_count_when_the_server_listens_there)
{
    const struct addresses out = chosen("::");

    CHECK_EQ(out.count, 4);
    CHECK_TEXT(out.origins[2], "http://[2001:db8::20]:8080");
}

TEST(a_server_on_one_address_is_reached_there_and_on_itself_by_nobody)
{
    const struct addresses one = chosen("10.0.0.3");

    CHECK_EQ(one.count, 1);
    CHECK_TEXT(one.origins[0], "http://10.0.0.3:8080");
    CHECK_EQ(chosen("127.0.0.1").count, 0);
}

TEST(more_addresses_than_fit_are_left_out)
{
    struct interface_address many[ADDRESSES_MAX + 3];
    struct addresses out;

    for (uint32_t i = 0; i < COUNT(many); i++)
        many[i] = (struct interface_address){"eth0", "10.0.0.3", false};
    addresses_choose("0.0.0.0", 80, many, COUNT(many), &out);
    CHECK_EQ(out.count, ADDRESSES_MAX);
    CHECK_TEXT(out.origins[0], "http://10.0.0.3");
}

/* This machine has whatever it has; each must be an origin as browsers write it. */
TEST(what_this_machine_tells_are_origins)
{
    struct addresses out;
    char same[ORIGIN_BYTES_MAX];

    addresses_find("::", 8080, &out);
    CHECK(out.count <= ADDRESSES_MAX);
    for (uint32_t i = 0; i < out.count; i++) {
        CHECK(origin_read(out.origins[i], same));
        CHECK_TEXT(same, out.origins[i]);
    }
}
