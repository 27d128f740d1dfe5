// Rings as others make them: foreign-rings.yaml, and an owner for that of the operator.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { apply, kubectl } from './lab';

const OPERATORS = 'cassandradatacenters.cassandra.datastax.com';

/** As much of cass-operator as an owner of StatefulSets needs: owned objects without one are collected as garbage. */
const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${ OPERATORS } }
spec:
  group: cassandra.datastax.com
  scope: Namespaced
  names: { kind: CassandraDatacenter, plural: cassandradatacenters, singular: cassandradatacenter }
  versions:
    - name: v1beta1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;

const datacenter = (namespace: string): string => `
apiVersion: cassandra.datastax.com/v1beta1
kind: CassandraDatacenter
metadata: { name: dc1, namespace: ${ namespace } }
`;

/** Makes them in a namespace of their own. */
export async function makeForeignRings(namespace: string): Promise<void> {
  await kubectl('create', 'namespace', namespace);
  await apply(definition);
  await kubectl('wait', '--for=condition=Established', `crd/${ OPERATORS }`);
  await apply(datacenter(namespace));
  const owner = await kubectl('get', 'cassandradatacenter', 'dc1', '-n', namespace, '-o', 'jsonpath={.metadata.uid}');

  await apply(readFileSync(join(__dirname, 'foreign-rings.yaml'), 'utf8').replaceAll('OWNER', owner), '-n', namespace);
}

export async function removeForeignRings(namespace: string): Promise<void> {
  await kubectl('delete', 'namespace', namespace, '--wait=false');
  await kubectl('delete', 'crd', OPERATORS, '--wait=false');
}
