import type { NetworkPolicy, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';

import { authJobLabels } from './inside';
import { metadata, ringLabels } from './labels';
import { PORTS, type PortName } from './ports';
import type { ClusterSpec } from './spec';

/** Kubernetes puts this label on every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Lets in the ring's own nodes, the Job that sets up logins, and clients in the namespaces that were named. */
export function networkPolicy(spec: ClusterSpec): NetworkPolicy | undefined {
  const { authentication, name, networkPolicy: wanted } = spec;
  const ring = ringLabels(spec);

  return wanted && {
    apiVersion: 'networking.k8s.io/v1',
    kind:       'NetworkPolicy',
    metadata:   metadata(spec, name),
    spec:       {
      podSelector: { matchLabels: ring },
      policyTypes: ['Ingress'],
      ingress:     [
        { from: [{ podSelector: { matchLabels: ring } }], ports: ports('cql', 'intra-node', 'tls-intra-node') },
        ...(authentication ? [{ from: [{ podSelector: { matchLabels: authJobLabels(name) } }], ports: ports('cql') }] : []),
        // An empty list would not mean nobody.
        ...(wanted.namespaces.length > 0 ? [{ from: [{ namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: wanted.namespaces }] } }], ports: ports('cql') }] : []),
      ],
    },
  };
}

/** By number, since not every network plugin knows the names of a pod's ports. */
function ports(...names: PortName[]): NetworkPolicyIngressRule['ports'] {
  return names.map((name) => ({ port: PORTS[name] }));
}
