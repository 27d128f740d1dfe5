/**
 * Makes the superuser, takes the well-known login `cassandra` away, and spreads system_auth over the ring. It may be
 * killed and run again at any moment, also against a ring where all is done.
 *
 * A ring that started with a single replica of each role (4.0) gets more of them first: a second seed, which does not
 * stream when it joins, would hide roles that were made before. With several replicas, Cassandra reads and writes the
 * default login by quorum, so nothing can happen here before enough nodes are up to keep it.
 *
 * Passwords go through files in memory and standard input, never through a command line, and nothing that Cassandra
 * says about a statement with a password is printed.
 *
 * Arguments: the Service of the ring, the port of CQL, the number of nodes, the replicas of system_auth, the directory
 * with the superuser's credentials, a directory in memory and, where clients use TLS, the one with the certificates.
 */
export const AUTH_SCRIPT = String.raw`
# The first process of a container ends by no signal that it does not ask for.
trap 'exit 143' TERM

service=$1 port=$2 nodes=$3 replicas=$4 secret=$5
export HOME=$6
shift 6
certificates=$*
umask 077

fail() {
  echo "$*" >&2
  exit 1
}

said=''
say() {
  if [ "$*" != "$said" ]; then
    echo "$*"
    said=$*
  fi
}

# read_secret KEY: one line, which cqlsh reads from a file without the blanks around it.
read_secret() {
  [ -f "$secret/$1" ] || fail "The Secret has no $1"
  value=$(cat "$secret/$1")
  case $value in
    '') fail "The Secret's $1 is empty" ;;
    *$'\n'* | [[:blank:]]* | *[[:blank:]]) fail "The Secret's $1 has blanks around it, or several lines" ;;
  esac
}

# login FILE USER PASSWORD: what cqlsh takes from a file. It looks for %(…) in the name only.
login() {
  printf '[authentication]\nusername = %s\npassword = %s\n' "$(printf '%s' "$2" | sed 's/%/%%/g')" "$3" >"$HOME/$1"
  if [ -n "$certificates" ]; then
    printf '[connection]\nssl = true\n[ssl]\nvalidate = true\ncertfile = %s\nusercert = %s\nuserkey = %s\n' \
      "$certificates/ca.crt" "$certificates/tls.crt" "$certificates/tls.key" >>"$HOME/$1"
  fi
}

# cql LOGIN STATEMENTS: what Cassandra answers, on standard output. Also tries the login alone, without statements.
cql() {
  printf '%s\n' "$2" >"$HOME/statements"
  cqlsh --cqlshrc "$HOME/$1" -f "$HOME/statements" "$service" "$port" 2>"$HOME/errors"
}

# What the last of cql's answers complained about, without the names of files and addresses around it.
reason() {
  tail -n 1 "$HOME/errors" | sed 's/.*message="//; s/".*//; s/^[^ ]*statements:[0-9]*://'
}

text() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"
}

# ask LOGIN: the name of the datacenter, and how system_auth is replicated.
ask() {
  facts=$(cql "$1" "SELECT data_center FROM system.local; SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'system_auth';")
}

# replicate LOGIN: as many replicas as there should be, on different racks.
replicate() {
  local datacenter
  datacenter=$(awk '/^-+$/ { getline; print $1; exit }' <<<"$facts")
  cql "$1" "ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', $(text "$datacenter"): $replicas};" >/dev/null &&
    say "system_auth has $replicas replicas in $datacenter"
}

# Nodes open the port when they have joined.
count_joined() {
  joined=0
  for address in $(getent ahosts "$service" | awk '$2 == "STREAM" { print $1 }'); do
    if timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$port" 2>/dev/null; then
      joined=$((joined + 1))
    fi
  done
}

wait_for_nodes() {
  until
    count_joined
    ((joined >= $1))
  do
    say "Waiting for nodes: $joined of $nodes have joined, $1 are needed"
    sleep 3
  done
}

read_secret username
username=$value
read_secret password
[ "$username" != cassandra ] || fail 'The Secret names the user cassandra, which is the default login that is taken away'
login superuser "$username" "$value"
login default cassandra cassandra
role=$(text "$username") password=$(text "$value")

wait_for_nodes $((replicas / 2 + 1))
until cql superuser ''; do
  if ! ask default; then
    say "Waiting for a login: $(reason)"
  elif ((replicas > 1)) && grep -q "'replication_factor': '1'" <<<"$facts" && ! replicate default; then
    say "Waiting until system_auth can have $replicas replicas: $(reason)"
  elif cql default "CREATE ROLE IF NOT EXISTS $role WITH SUPERUSER = true; ALTER ROLE $role WITH PASSWORD = $password AND SUPERUSER = true AND LOGIN = true;"; then
    say "$username is superuser"
    continue
  else
    say "Waiting until $username can be made superuser"
  fi
  sleep 5
done

random=$(head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
until cql superuser "ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false AND PASSWORD = '$random';" || grep -q "doesn't exist" "$HOME/errors"; do
  say 'Waiting until the default login can be taken away'
  sleep 5
done
say 'The default login is taken away'

wait_for_nodes "$nodes"
# Reading from all replicas repairs those that lack something.
until
  ask superuser &&
    { grep -q NetworkTopologyStrategy <<<"$facts" || replicate superuser; } &&
    cql superuser 'CONSISTENCY ALL;
      SELECT * FROM system_auth.roles;
      SELECT * FROM system_auth.role_members;
      SELECT * FROM system_auth.role_permissions;
      SELECT * FROM system_auth.resource_role_permissons_index;
      SELECT * FROM system_auth.network_permissions;' >/dev/null
do
  say "Waiting until all replicas of system_auth answer: $(reason)"
  sleep 5
done
say 'All nodes know the logins'
`.trimStart();
