/** Prefix of the labels and annotations that are this extension's own. */
export const PREFIX = 'cassandra-for-rancher/';

export const LABEL_NAME = 'app.kubernetes.io/name';
export const LABEL_INSTANCE = 'app.kubernetes.io/instance';
export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';
export const LABEL_DATACENTER = `${ PREFIX }datacenter`;
export const LABEL_RACK = `${ PREFIX }rack`;

/** On the StatefulSets of a ring that wants logins: names the Secret with the superuser's. */
export const ANNOTATION_SUPERUSER_SECRET = `${ PREFIX }superuser-secret`;

/** On any StatefulSet: `true` or `false` is what a person said of it being Cassandra, whatever it looks like. */
export const ANNOTATION_CASSANDRA = `${ PREFIX }cassandra`;

/** On a ring's first StatefulSet: the operation that runs, as a person asked for it. */
export const ANNOTATION_OPERATION = `${ PREFIX }operation`;

/** Beside it: the last operations that ended. */
export const ANNOTATION_HISTORY = `${ PREFIX }operation-history`;

/** On a claim: its node has left the ring for good, so that no other node can start with it; the value is when that was written. */
export const ANNOTATION_LEFT = `${ PREFIX }left-by-decommission`;

/** What cass-operator writes on all that it makes: the ring, the CassandraDatacenter and the rack. */
export const OPERATOR_CLUSTER = 'cassandra.datastax.com/cluster';
export const OPERATOR_DATACENTER = 'cassandra.datastax.com/datacenter';
export const OPERATOR_RACK = 'cassandra.datastax.com/rack';

/** Value of {@link LABEL_NAME} on all that belongs to a ring. */
export const APP_NAME = 'cassandra';

/** Value of {@link LABEL_MANAGED_BY} on all that this extension made. */
export const MANAGER = 'cassandra-for-rancher';

/** Selects the pods of all members of one cluster. */
export function clusterSelector(cluster: string): Record<string, string> {
  return { [LABEL_NAME]: APP_NAME, [LABEL_INSTANCE]: cluster };
}

/** Selects the pods of one member: one rack of one cluster. */
export function memberSelector(cluster: string, datacenter: string, rack: string): Record<string, string> {
  return { ...clusterSelector(cluster), [LABEL_DATACENTER]: datacenter, [LABEL_RACK]: rack };
}
