# Sourced by cassandra and nodetool.

# The jars in one fixed order: a class data archive is only used when the class
# path begins with exactly the one it was made with. (Directories cannot be part
# of such an archive; callers append the configuration's.)
classpath() (
	export LC_ALL=C
	jars=("${CASSANDRA_HOME:-/opt/cassandra}"/lib/*.jar)
	IFS=:
	echo "${jars[*]}"
)

# options FILE...: the lines of those of the files that exist, without comments.
options() {
	local file
	for file in "$@"; do
		[[ ! -e $file ]] || sed -E '/^[[:space:]]*(#|$)/d' "$file"
	done
}
