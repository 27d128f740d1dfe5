/** The names that routes, menus and links share. */
export const PRODUCT = 'cassandra';

export const ROUTES = {
  clusters: 'c-cluster-cassandra-clusters',
  create:   'c-cluster-cassandra-clusters-create',
  cluster:  'c-cluster-cassandra-clusters-namespace-id',
  edit:     'c-cluster-cassandra-clusters-namespace-id-edit',
} as const;
