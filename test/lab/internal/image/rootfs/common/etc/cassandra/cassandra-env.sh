# Sourced by bin/cassandra. Decides on heap, collector and JVM options:
#   MAX_HEAP_SIZE, HEAP_NEWSIZE   heap; computed from the machine's memory if unset
#   JVM_OPTS                      put before everything else
#   JVM_EXTRA_OPTS                put behind everything else, so it wins
# Sets JAVA and JVM_ARGUMENTS.

JAVA=$JAVA_HOME/bin/java
java_version=${JAVA_HOME##*/}

# shellcheck source=/dev/null
source "${CASSANDRA_HOME:-/opt/cassandra}/bin/classpath.sh"

# What Cassandra's own cassandra-env.sh takes: max(min(½ RAM, 1 GiB), min(¼ RAM,
# 8 GiB)) of the *host's* memory; a container's limit is not looked at.
default_heap() {
	local memory half quarter
	memory=$(free -m | awk '/^Mem:/ { print $2 }')
	half=$((memory / 2 < 1024 ? memory / 2 : 1024))
	quarter=$((memory / 4 < 8192 ? memory / 4 : 8192))
	echo $((half > quarter ? half : quarter))M
}

heap_options() {
	# On Java 11 Cassandra's default is CMS, which is sized by both or neither.
	if ((java_version < 17)) && [[ -n ${MAX_HEAP_SIZE:-} && -z ${HEAP_NEWSIZE:-} ||
		-z ${MAX_HEAP_SIZE:-} && -n ${HEAP_NEWSIZE:-} ]]; then
		echo >&2 'please set or unset MAX_HEAP_SIZE and HEAP_NEWSIZE in pairs (when using CMS GC)'
		return 1
	fi
	local heap=${MAX_HEAP_SIZE:-$(default_heap)}
	printf '%s\n' "-Xms$heap" "-Xmx$heap"
	if ((java_version < 17)) && [[ -n ${HEAP_NEWSIZE:-} ]]; then
		echo "-Xmn$HEAP_NEWSIZE"
	fi
}

# The lab's collector is the serial one, unless another is asked for: two in one
# command line are an error.
collector_option() {
	[[ " ${JVM_OPTS:-} ${JVM_EXTRA_OPTS:-} " == *' -XX:+Use'*'GC '* ]] || echo -XX:+UseSerialGC
}

heap=$(heap_options) || exit 1

# Options in the environment are words separated by blanks, as with Cassandra's
# own scripts.
read -ra first <<<"${JVM_OPTS:-}"
read -ra last <<<"${JVM_EXTRA_OPTS:-}"
mapfile -t defaults < <(
	echo "$heap"
	collector_option
	options "$CASSANDRA_CONF/jvm-server.options" "$CASSANDRA_CONF/jvm$java_version-server.options"
)

# An archive that does not fit (other collector, other heap) is left alone.
JVM_ARGUMENTS=(
	"${first[@]}" "${defaults[@]}"
	"-XX:SharedArchiveFile=${CASSANDRA_HOME:-/opt/cassandra}/cds/server.jsa" -Xshare:auto
	-Dcassandra.jmx.local.port=7199
	-Dcassandra.libjemalloc=-
	-Dcassandra.storagedir=/var/lib/cassandra
	-Dcassandra.logdir=/var/log/cassandra
	-Dcassandra-foreground=yes
	"-Dlogback.configurationFile=$CASSANDRA_CONF/logback.xml"
	"-Dcassandra.config=file://$CASSANDRA_CONF/cassandra.yaml"
	"-Dcassandra-rackdc.properties=file://$CASSANDRA_CONF/cassandra-rackdc.properties"
	"${last[@]}"
)
