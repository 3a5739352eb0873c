#!/bin/sh
# cluster.sh PROGRAM FOLDER [PORT]: two servers side by side, a PostgreSQL with a standby that commits wait for, and nginx
# before them, from Debian's packages, all on this machine: what `./dev run --cluster` starts, to look at and to try things on.
# Everything is in FOLDER, and is there again at the next start. It ends with Ctrl+C, and ends all that it started.
set -eu
program="$1"
folder="$2"
port="${3:-8080}"
root=$(cd "$(dirname "$0")/.." && pwd)
servers='' nginx='' ended=''

say() { printf '%s\n' "cluster: $*" >&2; }
die() { say "$*"; exit 1; }
postgres() { "$root/tests/lib/postgres" "$@"; }
port_of() { echo $((port + $1)); } # n1 and n2 next to the proxy, then the databases.
database() { echo "postgres://postgres@127.0.0.1:$(port_of 3),127.0.0.1:$(port_of 4)/postgres?target_session_attrs=read-write"; }

mkdir -p "$folder"
exec 9>"$folder/lock"
flock -n 9 || die "it runs already, in $folder"

# ---- the databases ---------------------------------------------------------------------------

ask() { psql -h "$primary" -p "$(sed -n 's/^port *= *//p' "$primary/data/postgresql.conf" | tail -n 1)" -U postgres -Atqc "$1"; }

is_primary() { [ -d "$1/data" ] && [ ! -e "$1/data/standby.signal" ]; }

# Which of the two writes: a standby that was promoted stays what it became.
find_primary() {
    primary=$folder/one standby=$folder/two standby_port=$(port_of 4)
    if is_primary "$folder/two"; then
        is_primary "$folder/one" && die "both databases in $folder write; take away the one that was replaced"
        primary=$folder/two standby=$folder/one standby_port=$(port_of 3)
    fi
}

start_databases() {
    find_primary
    say "starting PostgreSQL and its standby"
    [ -d "$primary/data" ] || postgres make "$primary" "port = $(port_of 3)" "listen_addresses = '127.0.0.1'" \
        "fsync = on" "autovacuum = on" "wal_keep_size = 256MB"
    postgres start "$primary" 9>&-
    if [ -d "$standby/data" ]; then
        postgres start "$standby" 9>&-
    else
        postgres follow "$standby" "$primary" "$standby_port" 9>&-
    fi
    ask "ALTER SYSTEM SET synchronous_standby_names = '*'"
    ask "SELECT pg_reload_conf()" >/dev/null
}

# ---- the servers -----------------------------------------------------------------------------

# A node that dies, or that was replaced, is started again.
keep() {
    name="$1"
    trap 'ended=yes; kill "$server" 2>/dev/null || true' TERM
    while [ -z "$ended" ]; do
        "$program" serve --data "$folder/$name" --journal "$(database)" --node "$name" --port "$(port_of "${name#n}")" \
            --public-origin "http://127.0.0.1:$port" --trusted-proxy 127.0.0.1 --scenarios "$root/scenarios" \
            --clients "$root/clients/dist" >>"$folder/$name.log" 2>&1 &
        server=$!
        echo "$server" >"$folder/$name.pid"
        wait "$server" || true
        [ -n "$ended" ] || sleep 1
    done
    wait "$server" || true
}

is_ready() { [ "$(curl_status "http://127.0.0.1:$(port_of "${1#n}")/readyz")" = 200 ]; }
curl_status() { node -e 'fetch(process.argv[1]).then((r) => console.log(r.status), () => console.log(0))' "$1"; }

start_node() {
    : >"$folder/$1.log"
    keep "$1" 9>&- &
    servers="$servers $!"
    tries=0
    until is_ready "$1"; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { cat "$folder/$1.log" >&2; die "$1 did not start"; }
        sleep 0.2
    done
}

# ---- the proxy -------------------------------------------------------------------------------

location() {
    cat <<TEXT
        location $1 {
            proxy_pass $2;
            proxy_http_version 1.1;
            proxy_set_header Host \$host:$port;
            proxy_set_header Upgrade \$http_upgrade;
            proxy_set_header Connection \$connection_upgrade;
            proxy_set_header X-Forwarded-For \$remote_addr;
            proxy_read_timeout 120s;
            proxy_buffering off;
        }
TEXT
}

write_proxy() {
    mkdir -p "$folder/nginx"
    cat <<TEXT
daemon off;
pid $folder/nginx/pid;
error_log $folder/nginx/log;
events {}
http {
    access_log off;
    client_body_temp_path $folder/nginx/body;
    proxy_temp_path $folder/nginx/proxy;
    fastcgi_temp_path $folder/nginx/fastcgi;
    uwsgi_temp_path $folder/nginx/uwsgi;
    scgi_temp_path $folder/nginx/scgi;
    map \$http_upgrade \$connection_upgrade { default upgrade; '' close; }
    upstream dilemma {
        server 127.0.0.1:$(port_of 1) max_fails=1 fail_timeout=2s;
        server 127.0.0.1:$(port_of 2) max_fails=1 fail_timeout=2s;
    }
    server {
        listen 127.0.0.1:$port;
        proxy_connect_timeout 2s;
$(location /n1/ "http://127.0.0.1:$(port_of 1)/")
$(location /n2/ "http://127.0.0.1:$(port_of 2)/")
$(location / http://dilemma)
    }
}
TEXT
}

# ---- from beginning to end -------------------------------------------------------------------

# shellcheck disable=SC2086,SC2317 # one word a process; by trap
end() {
    trap - EXIT INT TERM
    say "ending"
    [ -z "$nginx" ] || kill "$nginx" 2>/dev/null || true
    [ -z "$servers" ] || kill $servers 2>/dev/null || true
    wait
    for one in "$folder/two" "$folder/one"; do
        [ ! -e "$one/data/postmaster.pid" ] || postgres stop "$one" || true
    done
}

trap end EXIT
trap 'exit 0' INT TERM
start_databases
say "starting two servers and nginx"
start_node n1
mkdir -p "$folder/n2"
[ ! -e "$folder/n1/trainer-key" ] || cp -p "$folder/n1/trainer-key" "$folder/n2/trainer-key"
start_node n2
write_proxy >"$folder/nginx.conf"
nginx -e "$folder/nginx/log" -c "$folder/nginx.conf" 9>&- &
nginx=$!
tries=0
until [ "$(curl_status "http://127.0.0.1:$port/readyz")" = 200 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { cat "$folder/nginx/log" >&2; die "nginx did not start; is port $port free?"; }
    sleep 0.2
done
grep '^Trainer' "$folder/n1.log"
say "to see a server die: kill -9 \$(cat $folder/n1.pid). Logs: $folder/n1.log, $folder/n2.log. Ctrl+C ends all of it."
wait "$nginx"
die "nginx ended: $folder/nginx/log"
