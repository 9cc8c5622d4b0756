#!/bin/sh
# Makes what docker-compose.yml reads as secrets: a file each, in docker/secrets or in the directory given. What is there
# is kept, so it may be run again. WUTAI_ADMIN_PASSWORD gives the first administrator's password; else one is made.
set -eu
directory=${1:-"$(dirname "$0")/secrets"}

# Nobody else on this machine gets past the directory. The files themselves are readable by all, because in a container
# they are read by users of other numbers; a container sees only those that are mounted into it.
mkdir -p "$directory"
chmod 700 "$directory"
umask 022

# random BYTES: letters and digits, so that it needs no quoting in an URL, a shell or a JSON.
random() {
  head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

# keep NAME VALUE: writes the file unless it is there. A name of its own first: an interrupted run leaves no half secret.
keep() {
  if [ ! -s "$directory/$1" ]; then
    printf '%s\n' "$2" >"$directory/.$1"
    chmod 444 "$directory/.$1"
    mv "$directory/.$1" "$directory/$1"
    echo "made $1"
  fi
}

keep postgres_password "$(random 24)"
keep database_admin_url "postgres://wutai:$(cat "$directory/postgres_password")@postgres:5432/wutai"
for service in members activities assessment notifications; do
  # A role of its own for each service: it reaches its own schema only.
  keep "database_url_$service" "postgres://wutai_$service:$(random 24)@postgres:5432/wutai"
done
keep internal_secret "$(random 32)"
keep cursor_secret "$(random 32)"
keep field_key_secret "$(random 32)"
keep admin_password "${WUTAI_ADMIN_PASSWORD:-$(random 8)}"
keep demo_password "$(random 8)"
