import { loginOf } from '../../connect/login';
import type { Check } from './finding';
import { copiesOf, ownersByDatacenter } from './replication';

/** As many copies as keep logins readable while a node is down; more do not help. */
const MOST = 3;

/** Logins that are kept on one node only. */
export const authReplication: Check = {
  code: 'authReplication',
  find({ cluster, configMaps = [], description, ring }) {
    const keyspace = description?.value.keyspaces?.find(({ name }) => name === 'system_auth');
    const owners = ring ? ownersByDatacenter(ring.value) : new Map<string, number>();
    const nodes = [...owners.values()].reduce((sum, count) => sum + count, 0);
    const most = keyspace ? Math.max(...copiesOf(keyspace).values()) : 0;

    if (!keyspace || most !== 1 || nodes < 2 || loginOf(cluster, configMaps).wanted !== 'yes') {
      return [];
    }
    const copies = [...owners].map(([datacenter, count]) => `'${ datacenter }': ${ Math.min(count, MOST) }`).join(', ');

    return [{
      severity: 'warning',
      args:     { statement: `ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', ${ copies }};` },
      evidence: [`system_auth: ${ keyspace.strategy } ${ Object.entries(keyspace.options).map(([name, value]) => `${ name }=${ value }`).join(', ') }`],
    }];
  },
};
