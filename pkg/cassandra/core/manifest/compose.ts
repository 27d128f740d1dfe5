import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Namespace, Service } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';

import { clusterSelector, LABEL_MANAGED_BY, MANAGER, memberSelector } from '../cluster/labels';
import { DATA_VOLUME } from './container';
import { podTemplate } from './pod';
import { portList } from './ports';
import type { ClusterSpec } from './spec';

/** What a ring is made of. */
export type KubeObject = Namespace | Service | PodDisruptionBudget | StatefulSet;

export interface ComposeOptions {
  /** Make the namespace too, for a ring that is the first thing in it. */
  namespace?: boolean;
}

/**
 * Composes the Kubernetes objects of a new ring, in the order in which to apply them.
 *
 * @param spec one in which {@link validate} finds no error
 * @returns headless Service, PodDisruptionBudget, StatefulSet; before them the Namespace if asked for
 */
export function compose(spec: ClusterSpec, { namespace = false }: ComposeOptions = {}): KubeObject[] {
  const made: Namespace[] = namespace ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: spec.namespace } }] : [];

  return [...made, service(spec), disruptionBudget(spec), statefulSet(spec)];
}

/** Labels of the objects themselves; who made them is no part of any selector, since that may change. */
function metadata({ name, namespace }: ClusterSpec, selector: Record<string, string>): ObjectMeta {
  return { name, namespace, labels: { ...selector, [LABEL_MANAGED_BY]: MANAGER } };
}

function selectorOf({ name, datacenter, rack }: ClusterSpec): Record<string, string> {
  return memberSelector(name, datacenter, rack);
}

function service(spec: ClusterSpec): Service {
  const selector = selectorOf(spec);

  return {
    apiVersion: 'v1',
    kind:       'Service',
    metadata:   metadata(spec, selector),
    spec:       {
      clusterIP:                'None',
      // Nodes must find each other, and the first one itself, before they are ready.
      publishNotReadyAddresses: true,
      selector,
      ports:                    portList().map(({ name, port }) => ({ name, port, targetPort: name })),
    },
  };
}

/** Maintenance of Kubernetes may take one node of the ring at a time, whichever rack it is in. */
function disruptionBudget(spec: ClusterSpec): PodDisruptionBudget {
  const selector = clusterSelector(spec.name);

  return {
    apiVersion: 'policy/v1',
    kind:       'PodDisruptionBudget',
    metadata:   metadata(spec, selector),
    spec:       { maxUnavailable: 1, selector: { matchLabels: selector } },
  };
}

function statefulSet(spec: ClusterSpec): StatefulSet {
  const selector = selectorOf(spec);
  const { className, size } = spec.storage;

  return {
    apiVersion: 'apps/v1',
    kind:       'StatefulSet',
    metadata:   metadata(spec, selector),
    spec:       {
      serviceName:                          spec.name,
      replicas:                             spec.nodes,
      // Cassandra refuses a second node that joins while the first still does.
      podManagementPolicy:                  'OrderedReady',
      updateStrategy:                       { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      selector:                             { matchLabels: selector },
      template:                             podTemplate(spec, { ...selector, [LABEL_MANAGED_BY]: MANAGER }),
      volumeClaimTemplates:                 [{
        metadata: { name: DATA_VOLUME },
        spec:     {
          accessModes: ['ReadWriteOnce'],
          ...(className === undefined ? {} : { storageClassName: className }),
          resources:   { requests: { storage: size } },
        },
      }],
    },
  };
}
