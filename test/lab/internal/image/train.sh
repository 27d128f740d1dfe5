# Run once inside an image's files while it is made (train.go): starts the server
# and the tools, notes which classes they load, and writes these, parsed and
# verified, into archives that later JVMs map into memory. That takes about a
# third off the CPU time of each start.
set -euo pipefail

ip link set lo up
hostname localhost # whose address /etc/hosts knows
source /opt/cassandra/bin/classpath.sh

fail() {
	tail -n 40 /tmp/server.log >&2
	echo "ERROR: $1" >&2
	exit 1
}

# Loopback only and alone: there is nobody to wait for.
export MAX_HEAP_SIZE=512M HEAP_NEWSIZE=128M
export JVM_EXTRA_OPTS='-XX:DumpLoadedClassList=/tmp/server.classes
	-Dcassandra.storagedir=/tmp/storage -Dcassandra.logdir=/tmp
	-Dcassandra.ring_delay_ms=100 -Dcassandra.skip_wait_for_gossip_to_settle=0'
JVM_EXTRA_OPTS=${JVM_EXTRA_OPTS//[$'\n\t']/ }
cassandra -f -R >/tmp/server.log 2>&1 &
server=$!
until (: </dev/tcp/127.0.0.1/9042) 2>/dev/null; do
	kill -0 "$server" 2>/dev/null || fail 'the server ended'
	sleep 0.3
done

for command in status info netstats describecluster tpstats gossipinfo; do
	JDK_JAVA_OPTIONS="-XX:DumpLoadedClassList=/tmp/nodetool-$command.classes" \
		nodetool "$command" >/tmp/nodetool.log 2>&1 || fail "nodetool $command: $(tail -n 1 /tmp/nodetool.log)"
done
awk '!seen[$0]++' /tmp/nodetool-*.classes >/tmp/nodetool.classes

# What a client makes the server load is worth having, too.
for query in 'SELECT * FROM system.local' 'SELECT * FROM system.peers_v2' \
	'SELECT * FROM system_schema.tables' 'SELECT * FROM system_views.gossip_info'; do
	cqlsh -e "$query" >/tmp/cqlsh.log 2>&1 || fail "cqlsh: $(tail -n 1 /tmp/cqlsh.log)"
done

kill "$server"
wait "$server" || true # a JVM that was asked to end reports 143

archive() { # JAVA NAME
	"$1/bin/java" -Xshare:dump -XX:SharedClassListFile="/tmp/$2.classes" \
		-XX:SharedArchiveFile="/opt/cassandra/cds/$2.jsa" -cp "$(classpath)" >/tmp/dump.log 2>&1 ||
		fail "class data of $2: $(tail -n 1 /tmp/dump.log)"
}
mkdir -p /opt/cassandra/cds
archive "$JAVA_HOME" server
archive /opt/java/17 nodetool
chmod 644 /opt/cassandra/cds/*.jsa
