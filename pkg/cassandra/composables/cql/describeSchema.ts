import { definitionsOf } from '../../core/console/definitions';
import type { RunCallbacks } from '../../core/console/runner';
import { textOf } from '../../core/cql/schema/row';
import { CqlError, type CqlSession } from '../../core/cql/session';
import { readRows } from '../../core/cql/values/plain';
import type { CqlSchema } from './useCqlSchema';

/**
 * Answers `DESCRIBE` for servers that cannot do it themselves.
 *
 * @param absent what to say of a name that there is not
 */
export function describeSchema(session: CqlSession, schema: CqlSchema | undefined, absent: () => string): RunCallbacks['describe'] {
  return async(described, keyspace, signal) => {
    if (described.what === 'cluster') {
      const [row = {}] = readRows(await session.execute(`SELECT cluster_name, partitioner FROM system.local WHERE key = 'local'`, { consistency: 'ONE', pageSize: 1, signal }));

      return `Cluster: ${ textOf(row, 'cluster_name') }\nPartitioner: ${ textOf(row, 'partitioner') }`;
    }
    // It may have changed by other hands.
    await schema?.reload();
    if (!schema?.schema.value || schema.error.value) {
      throw schema?.error.value ?? new CqlError('closed', 'The session has ended');
    }
    const text = definitionsOf(described, schema.schema.value, keyspace);

    if (text === undefined) {
      throw new Error(absent());
    }

    return text;
  };
}
