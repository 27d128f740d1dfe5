import type { Severity } from '../../core/cluster/findings';
import { replicationText } from '../../core/cql/schema/ddl';
import type { Concern, ReplicationVerdict, Survival } from '../../core/cql/schema/replication';
import type { ChangeConcern } from '../../core/cql/schema/replication-change';
import type { KeyspaceReplication } from '../../core/nodetool/describe-cluster';
import { useText } from '../useText';

/** What is to be said of replication, in the user's language. */
export function useReplicationText() {
  const t = useText();

  function placeName(datacenter: string): string {
    return datacenter === '' ? t('cassandra.schema.wholeRing') : datacenter;
  }

  /** How many nodes may be down, whichever: less than none means that it does not even work with all. */
  function spare(down: number): string {
    return down < 0 ? 'never' : down === 0 ? 'none' : 'some';
  }

  return {
    placeName,
    /** In a few words: `berlin 3, oslo 2`. */
    short({ strategy, options }: KeyspaceReplication): string {
      const numbers = Object.entries(options).map(([name, value]) => name === 'replication_factor' ? value : `${ name } ${ value }`).join(', ');

      return strategy === '' ? t('cassandra.schema.meaning.virtual') : [strategy, numbers].filter(Boolean).join(': ');
    },
    /** As CQL has it. */
    written: replicationText,
    /** A sentence for each datacenter, and one for the ring if there are several. */
    meaning({ kind, places, atQuorum }: ReplicationVerdict): string[] {
      if (kind !== 'copies') {
        return [t(`cassandra.schema.meaning.${ kind }`)];
      }
      const across = places.length > 1 && atQuorum !== undefined ? [t(`cassandra.schema.meaning.quorum.${ spare(atQuorum) }`, { down: atQuorum })] : [];

      return [...places.map(ofPlace), ...across];
    },
    concern: ({ code, datacenter, copies, nodes, racks, wanted = 0 }: Concern): string => t(`cassandra.schema.concern.${ code }`, { datacenter: placeName(datacenter), copies, nodes, racks, wanted }),
    severity,
    change:  ({ code, datacenter, from, to, nodes, step = to }: ChangeConcern): string => t(`cassandra.schema.change.${ code }`, { datacenter: placeName(datacenter), from, to, nodes, step }),
  };

  function ofPlace({ datacenter, copies, nodes, quorum, atOne, atLocalQuorum, racksAtLocalQuorum }: Survival): string {
    const level = datacenter === '' ? 'QUORUM' : 'LOCAL_QUORUM';
    const parts = [
      datacenter === '' ? t('cassandra.schema.meaning.whole', { copies, nodes }) : t('cassandra.schema.meaning.place', { datacenter, copies, nodes }),
      t(`cassandra.schema.meaning.level.${ spare(atLocalQuorum) }`, { level, down: atLocalQuorum, quorum, copies }),
      ...(racksAtLocalQuorum !== undefined && racksAtLocalQuorum > 0 ? [t('cassandra.schema.meaning.racks', { racks: racksAtLocalQuorum, level })] : []),
      t(`cassandra.schema.meaning.level.${ spare(atOne) }`, { level: 'ONE', down: atOne, quorum: 1, copies }),
    ];

    return parts.join(' ');
  }

  function severity({ severity: given }: Pick<Concern, 'severity'>): Severity {
    return given === 'notice' ? 'info' : given;
  }
}
