import type { Service } from 'kubernetes-types/core/v1';

import { metadata, ringLabels } from './labels';
import { PORTS, portList } from './ports';
import type { ClusterSpec } from './spec';

/** Name of the Service for clients. */
export const clientServiceName = (cluster: string): string => `${ cluster }-client`;

/** Gives every pod of the ring a name, `orders-a-0.orders`: one place for seeds and drivers, however many racks. */
export function headlessService(spec: ClusterSpec): Service {
  return {
    apiVersion: 'v1',
    kind:       'Service',
    metadata:   metadata(spec, spec.name),
    spec:       {
      clusterIP:                'None',
      // Nodes must find each other, and the first one itself, before they are ready.
      publishNotReadyAddresses: true,
      selector:                 ringLabels(spec),
      ports:                    portList().map(({ name, port }) => ({ name, port, targetPort: name })),
    },
  };
}

/** One address for clients that cannot use names of pods; it leads to nodes that are ready. */
export function clientService(spec: ClusterSpec): Service | undefined {
  const { clientService: wanted } = spec;

  return wanted && {
    apiVersion: 'v1',
    kind:       'Service',
    metadata:   {
      ...metadata(spec, clientServiceName(spec.name)),
      ...(Object.keys(wanted.annotations).length > 0 && { annotations: wanted.annotations }),
    },
    spec: {
      type:     wanted.type,
      selector: ringLabels(spec),
      ports:    [{ name: 'cql', port: PORTS.cql, targetPort: 'cql' }],
    },
  };
}
