import type { Facts } from '../facts';
import type { Check } from './finding';
import { copiesOf, ownersByDatacenter } from './replication';

/** Cassandra's own keyspaces want three copies on a single node, too, and do without. Logins do not. */
const OWN = /^(?:system(?!_auth$)|dse_)/;

interface Wanting { keyspace: string; datacenter: string; copies: number; nodes: number }

/** Keyspaces that want more copies in a datacenter than it has nodes. */
export const replicationAboveNodes: Check = {
  code: 'replicationAboveNodes',
  find(facts) {
    const all = wanting(facts);

    return [...new Set(all.map(({ datacenter }) => datacenter))].map((datacenter) => {
      const here = all.filter((one) => one.datacenter === datacenter);
      const lacksQuorum = here.some(({ copies, nodes }) => nodes < Math.floor(copies / 2) + 1);

      return {
        severity: lacksQuorum ? 'critical' as const : 'warning' as const,
        ...(datacenter && { subject: datacenter }),
        args:     { scope: datacenter ? 'datacenter' : 'ring', datacenter, nodes: here[0]?.nodes ?? 0, count: here.length, quorum: lacksQuorum ? 'lacking' : 'there' },
        evidence: here.map(({ keyspace, copies }) => `${ keyspace }: ${ datacenter ? `'${ datacenter }'` : 'replication_factor' }: ${ copies }`),
      };
    });
  },
};

function wanting({ description, ring }: Facts): Wanting[] {
  if (!ring) {
    return [];
  }
  const owners = ownersByDatacenter(ring.value);
  const total = [...owners.values()].reduce((sum, count) => sum + count, 0);

  return (description?.value.keyspaces ?? []).filter(({ name }) => !OWN.test(name)).flatMap((keyspace) => [...copiesOf(keyspace)].flatMap(([datacenter, copies]) => {
    const nodes = datacenter === '' ? total : owners.get(datacenter) ?? 0;

    return copies > nodes ? [{ keyspace: keyspace.name, datacenter, copies, nodes }] : [];
  }));
}
