import type { Container } from 'kubernetes-types/core/v1';

import { PORTS } from '../ports';
import { requirements } from '../resources';
import { SECURITY_CONTEXT } from '../security';
import type { ClusterSpec } from '../spec';
import { DATA_DIRECTORY, DATA_VOLUME } from '../storage';
import { members, type MemberSpec } from '../topology';
import { WAIT_FOR_TURN } from './names';

/** How long to look for a node of another rack that is not there: the rack may be smaller than this one. */
const PATIENCE_SECONDS = 120;

/**
 * Waits until the node before this one has joined. StatefulSets start their pods one by one, but know nothing of each
 * other, and Cassandra refuses two joins at a time. The order is: the first node of each rack, then the second …
 *
 * A node that has data has joined before, and starts at once: after a loss of power all must come up together.
 *
 * Arguments: where the data is; the StatefulSet before this one; 1 if its node has a lower ordinal than this one, 0 if
 * it has the same; the Service; the port of CQL, which opens when a node has joined; seconds to look for a node.
 */
export const TURN_SCRIPT = String.raw`
# The first process of a container ends by no signal that it does not ask for.
trap 'exit 143' TERM

data=$1 set=$2 lower=$3 service=$4 port=$5 patience=$6

if [ -n "$(ls -A "$data/data/system" 2>/dev/null)" ]; then
  exit
fi
ordinal=$(sed 's/.*-//' <<<"$HOSTNAME")
before=$((ordinal - lower))
if ((before < 0)); then
  exit
fi
host=$set-$before.$service

said='' said_at=0
say() {
  if [ "$*" != "$said" ] || ((SECONDS >= said_at + 60)); then
    echo "$*"
    said=$* said_at=$SECONDS
  fi
}

seen=$SECONDS
until timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null; do
  if getent hosts "$host" >/dev/null; then
    seen=$SECONDS
    say "Waiting until $host has joined"
  elif ((ordinal > 0 && SECONDS >= seen + patience)); then
    say "There is no $host"
    exit
  else
    say "Waiting for $host, which is not there yet"
  fi
  sleep 2
done
echo "$host has joined"
`.trimStart();

/** The init container that lets the nodes of several racks join one after another. */
export function waitForTurn(spec: ClusterSpec, member: MemberSpec): Container[] {
  const all = members(spec);
  const index = all.findIndex(({ name }) => name === member.name);
  const before = all.at(index - 1);

  return all.length > 1 && before ? [{
    name:            WAIT_FOR_TURN,
    image:           spec.image,
    command:         ['bash', '-euo', 'pipefail', '-c', TURN_SCRIPT, WAIT_FOR_TURN],
    args:            [DATA_DIRECTORY, before.name, index === 0 ? '1' : '0', spec.name, String(PORTS.cql), String(PATIENCE_SECONDS)],
    resources:       requirements(spec),
    securityContext: SECURITY_CONTEXT,
    volumeMounts:    [{ name: DATA_VOLUME, mountPath: DATA_DIRECTORY, readOnly: true }],
  }] : [];
}
