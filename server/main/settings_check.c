#include "main/settings_check.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "journal/journal.h"
#include "sys/log.h"

#define CONTACT_BYTES_MAX 300

static bool is_address(const char *text)
{
    struct in6_addr address;

    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1;
}

/* Without this a server on "1.2.3" would run and listen nowhere. */
static bool check_address(const char *flag, const char *value, const char *example,
                          char why[FLAG_WHY_BYTES_MAX])
{
    if (is_address(value))
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX, "--%s is '%.100s', it must be an address such as %s", flag,
             value, example);
    return false;
}

bool setting_path_check(const char *flag, const char *path, char why[FLAG_WHY_BYTES_MAX])
{
    if (strlen(path) <= SETTING_PATH_BYTES_MAX)
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX, "--%s is '%.80s...', it may have at most %d bytes", flag,
             path, SETTING_PATH_BYTES_MAX);
    return false;
}

static bool check_paths(const struct server_settings *settings, char why[FLAG_WHY_BYTES_MAX])
{
    return setting_path_check("data", settings->data, why) &&
           setting_path_check("scenarios", settings->scenarios, why) &&
           setting_path_check("clients", settings->clients, why) &&
           setting_path_check("style", settings->style, why);
}

/* Whoever names a folder wants screens; without them everybody would get a 404. */
static bool check_clients(const char *folder, char why[FLAG_WHY_BYTES_MAX])
{
    char path[SETTING_PATH_BYTES_MAX + 16];

    if (folder[0] == '\0' ||
        (snprintf(path, sizeof path, "%s/index.html", folder) < (int)sizeof path &&
         access(path, R_OK) == 0))
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX,
             "--clients is '%.100s', there are no screens in it (no index.html that can be read); "
             "`./dev build` makes them in clients/dist",
             folder);
    return false;
}

static bool check_journal(const char *url, char why[FLAG_WHY_BYTES_MAX])
{
    char reason[100];

    if (url[0] == '\0' || journal_check_url(url, reason, sizeof reason))
        return true;
    /* Without the URL, which may hold a password. */
    snprintf(why, FLAG_WHY_BYTES_MAX,
             "--journal must be like postgres://dilemma@db.example/dilemma: %s", reason);
    return false;
}

static bool check_node(const struct server_settings *settings, char why[FLAG_WHY_BYTES_MAX])
{
    if (settings->node[0] == '\0')
        return true;
    if (settings->journal[0] == '\0') {
        snprintf(why, FLAG_WHY_BYTES_MAX,
                 "--node is for servers that share a database: --journal must name it");
        return false;
    }
    if (journal_check_node(settings->node))
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX,
             "--node is '%.40s', it must be a small letter and then at most %d small letters and "
             "digits, such as n1",
             settings->node, JOURNAL_NODE_BYTES_MAX - 2);
    return false;
}

/* It is printed as a line of a file: a second line in it would be another field. */
static bool check_contact(const char *contact, char why[FLAG_WHY_BYTES_MAX])
{
    const bool begins = strncmp(contact, "mailto:", 7) == 0 || strncmp(contact, "https:", 6) == 0 ||
                        strncmp(contact, "tel:", 4) == 0;
    bool plain = strlen(contact) <= CONTACT_BYTES_MAX;

    for (const char *c = contact; *c != '\0'; c++)
        plain = plain && *c > ' ' && *c < 127;
    if (contact[0] == '\0' || (begins && plain))
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX,
             "--security-contact is '%.80s', it must be like mailto:it@example.nl or https://..., "
             "at most %d bytes",
             contact, CONTACT_BYTES_MAX);
    return false;
}

bool settings_check(struct server_settings *settings, char origin[ORIGIN_BYTES_MAX],
                    char why[FLAG_WHY_BYTES_MAX])
{
    if (!check_address("address", settings->address, "127.0.0.1; 0.0.0.0 means all", why) ||
        !origin_of_settings(settings, origin, why))
        return false;
    if (settings->public_origin[0] != '\0')
        settings->public_origin = origin;
    if (settings->trusted_proxy[0] != '\0' &&
        !check_address("trusted-proxy", settings->trusted_proxy, "127.0.0.1", why))
        return false;
    return check_paths(settings, why) && check_contact(settings->security_contact, why) &&
           check_clients(settings->clients, why) && check_journal(settings->journal, why) &&
           check_node(settings, why);
}

void settings_warn(void)
{
    char variable[FLAG_NAME_BYTES_MAX], meant[FLAG_NAME_BYTES_MAX];

    for (uint32_t i = 0; flag_misspelt(settings_flags(), SETTINGS_COUNT, i, variable, meant); i++)
        log_warning("serve", "variable_unknown", log_text("variable", variable),
                    log_text("did_you_mean", meant));
}
