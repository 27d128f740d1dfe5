#!/bin/bash
# Entry point of the lab's Cassandra images. It keeps the contract of the
# official image: CASSANDRA_* variables are written into the files under
# $CASSANDRA_CONF, in place, each time the container starts; a container that
# was started as root gives its files to uid 999 and goes on as that user.
set -euo pipefail

conf=${CASSANDRA_CONF:-/etc/cassandra}

# The first address that other machines can reach; IPv4 if there is one.
own_address() {
	{
		ip -o -4 address show scope global
		ip -o -6 address show scope global
	} | awk 'NR == 1 { sub("/.*", "", $4); print $4 }'
}

# edit FILE SCRIPT: FILE is rewritten, not replaced, so that it may be a mount.
edit() {
	local edited
	edited=$(sed -E "$2" "$1")
	printf '%s\n' "$edited" >"$1"
}

# Makes any text safe on the right-hand side of "s|…|…|".
replacement() { sed -E 's/[&|\\]/\\&/g' <<<"$1"; }

# yaml_string TEXT: TEXT as a single-quoted YAML scalar.
yaml_string() { printf "'%s'" "${1//\'/\'\'}"; }

# set_yaml KEY VALUE: sets a top-level key that is there, commented out or not.
# Keys that this Cassandra version does not know (start_rpc) have no line, and
# so stay out.
set_yaml() {
	edit "$conf/cassandra.yaml" "s|^(# *)?$1:.*|$1: $(replacement "$2")|"
}

configure() {
	: "${CASSANDRA_LISTEN_ADDRESS:=auto}"
	: "${CASSANDRA_RPC_ADDRESS:=0.0.0.0}"
	if [[ $CASSANDRA_LISTEN_ADDRESS == auto ]]; then
		CASSANDRA_LISTEN_ADDRESS=$(own_address)
		if [[ -z $CASSANDRA_LISTEN_ADDRESS ]]; then
			echo >&2 'docker-entrypoint: this container has no address of its own: set CASSANDRA_LISTEN_ADDRESS'
			exit 1
		fi
	fi
	: "${CASSANDRA_BROADCAST_ADDRESS:=$CASSANDRA_LISTEN_ADDRESS}"
	if [[ $CASSANDRA_BROADCAST_ADDRESS == auto ]]; then
		CASSANDRA_BROADCAST_ADDRESS=$(own_address)
	fi
	: "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}"
	# A container linked under the name "cassandra" announces itself this way.
	if [[ -n ${CASSANDRA_NAME:-} ]]; then
		: "${CASSANDRA_SEEDS:=cassandra}"
	fi
	: "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"

	edit "$conf/cassandra.yaml" "s|(- seeds:).*|\1 $(replacement "$(yaml_string "$CASSANDRA_SEEDS")")|"

	local key variable
	for key in broadcast_address broadcast_rpc_address cluster_name endpoint_snitch listen_address rpc_address; do
		variable=CASSANDRA_${key^^}
		if [[ -n ${!variable:-} ]]; then
			set_yaml "$key" "$(yaml_string "${!variable}")"
		fi
	done
	for key in num_tokens start_rpc; do
		variable=CASSANDRA_${key^^}
		if [[ -n ${!variable:-} ]]; then
			set_yaml "$key" "${!variable}"
		fi
	done
	for key in dc rack; do
		variable=CASSANDRA_${key^^}
		if [[ -n ${!variable:-} ]]; then
			edit "$conf/cassandra-rackdc.properties" "s|^$key *=.*|$key=$(replacement "${!variable}")|"
		fi
	done
}

# "-Dx=y" alone stands for "cassandra -f -Dx=y".
if [[ $# -eq 0 || $1 == -* ]]; then
	set -- cassandra -f "$@"
fi

if [[ $1 == cassandra ]]; then
	if [[ $(id -u) == 0 ]]; then
		find "$conf" /var/lib/cassandra /var/log/cassandra ! -user cassandra -exec chown cassandra:cassandra '{}' +
		export HOME=/home/cassandra
		exec setpriv --reuid=cassandra --regid=cassandra --init-groups -- "${BASH_SOURCE[0]}" "$@"
	fi
	configure
fi

exec "$@"
