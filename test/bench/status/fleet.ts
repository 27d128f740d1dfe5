import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PersistentVolumeClaimSpec, PodStatus } from 'kubernetes-types/core/v1';
import type { APIRequestContext } from '@playwright/test';

/** Nobody schedules these pods, so that no kubelet works for them. */
const SCHEDULER = 'nobody';
const AT_ONCE = 20;

interface Place {
  request: APIRequestContext;
  namespace: string;
}

interface FleetOptions {
  /** Volumes by claims, of which nobody makes any; without them, volumes that are gone with their pods. */
  claims?: boolean;
}

export const setName = (index: number): string => `fleet-${ String(index).padStart(3, '0') }`;

/** The address of a pod, counted over all pods of the fleet. */
export const addressOf = (pod: number): string => `10.200.${ pod >> 8 }.${ pod & 255 }`;

/** Does something with each number from 0 on, a few at a time. */
async function forEach(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;

  await Promise.all(Array.from({ length: AT_ONCE }, async() => {
    while (next < count) {
      await act(next++);
    }
  }));
}

const path = ({ namespace }: Place, group: string, rest: string): string => `/k8s/clusters/local/${ group }/namespaces/${ namespace }/${ rest }`;

async function send({ request }: Place, method: 'GET' | 'POST' | 'PATCH', url: string, data?: object): Promise<unknown> {
  const answer = await request.fetch(url, { method, data, headers: { 'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' } });

  if (!answer.ok()) {
    throw new Error(`${ method } ${ url }: ${ answer.status() } ${ await answer.text() }`);
  }

  return answer.json();
}

function statefulSet(name: string, replicas: number, { claims }: FleetOptions): StatefulSet {
  const labels = { app: 'cassandra', fleet: name };

  return {
    apiVersion: 'apps/v1',
    kind:       'StatefulSet',
    metadata:   { name, labels },
    spec:       {
      serviceName: name,
      replicas,
      selector:    { matchLabels: labels },
      template:    {
        metadata: { labels },
        spec:     {
          schedulerName: SCHEDULER,
          containers:    [{
            name:           'cassandra',
            image:          'cassandra:5.0',
            ports:          [{ name: 'intra-node', containerPort: 7000 }, { name: 'cql', containerPort: 9042 }],
            env:            Object.entries({ CASSANDRA_CLUSTER_NAME: name, CASSANDRA_SEEDS: `${ name }-0.${ name }`, CASSANDRA_DC: 'dc1', CASSANDRA_RACK: 'rack1', MAX_HEAP_SIZE: '8G', HEAP_NEWSIZE: '800M' }).map(([key, value]) => ({ name: key, value })),
            readinessProbe: { tcpSocket: { port: 9042 }, periodSeconds: 10 },
            resources:      { requests: { cpu: '2', memory: '16Gi' }, limits: { memory: '16Gi' } },
            volumeMounts:   [{ name: 'data', mountPath: '/var/lib/cassandra' }],
          }],
          ...(claims ? {} : { volumes: [{ name: 'data', emptyDir: {} }] }),
        },
      },
      ...(claims ? { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec(name) }] } : {}),
    },
  };
}

/** Of a volume that is never there: the controller that binds claims has nothing to say of such ones, and nothing to do. */
const claimSpec = (set: string): PersistentVolumeClaimSpec => ({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Ti' } }, storageClassName: '', volumeName: `none-of-${ set }` });

/** What a kubelet would say of the pod. The StatefulSet controller counts it, and goes on to the next one. */
export async function setReady(place: Place, pod: string, ready: boolean, more: PodStatus = {}): Promise<void> {
  await send(place, 'PATCH', path(place, 'api/v1', `pods/${ pod }/status`), {
    status: {
      phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: new Date().toISOString() }], ...more,
    },
  });
}

/**
 * Makes StatefulSets whose pods look as if they ran. With OrderedReady the controller makes the first pod and waits for it
 * to be ready; until then the others can be made here, faster than the controller would.
 */
export async function makeFleet(request: APIRequestContext, namespace: string, sets: number, podsEach: number, options: FleetOptions = {}): Promise<void> {
  const place = { request, namespace };
  const made: StatefulSet[] = [];
  const eachPod = (act: (index: number, ordinal: number) => Promise<void>) => forEach(sets * podsEach, (pod) => act(Math.floor(pod / podsEach), pod % podsEach));

  await forEach(sets, async(index) => {
    await send(place, 'POST', path(place, 'apis/apps/v1', 'statefulsets'), statefulSet(setName(index), podsEach, options));
  });
  await forEach(sets, async(index) => {
    made[index] = await revised(place, setName(index));
  });
  await eachPod(async(index, ordinal) => {
    const set = made[index];

    if (set && ordinal > 0) {
      await Promise.all(claimsOf(set, ordinal).map((claim) => send(place, 'POST', path(place, 'api/v1', 'persistentvolumeclaims'), claim)));
      await send(place, 'POST', path(place, 'api/v1', 'pods'), podOf(set, ordinal));
    }
  });
  await eachPod(async(index, ordinal) => {
    const ip = addressOf(index * podsEach + ordinal);

    await setReady(place, `${ setName(index) }-${ ordinal }`, true, { podIP: ip, podIPs: [{ ip }] });
  });
}

/** The StatefulSet, as soon as its controller has given it a revision and made its first pod. */
async function revised(place: Place, name: string): Promise<StatefulSet> {
  for (;;) {
    const set = await send(place, 'GET', path(place, 'apis/apps/v1', `statefulsets/${ name }`)) as StatefulSet;

    if (set.status?.updateRevision && set.status.replicas) {
      return set;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A pod as the StatefulSet controller would make it, so that it takes it for its own. */
function podOf({ metadata, spec, status }: StatefulSet, ordinal: number): object {
  const name = `${ metadata?.name }-${ ordinal }`;

  return {
    apiVersion: 'v1',
    kind:       'Pod',
    metadata:   {
      name,
      labels: {
        ...spec?.template.metadata?.labels, 'apps.kubernetes.io/pod-index': String(ordinal), 'controller-revision-hash': status?.updateRevision, 'statefulset.kubernetes.io/pod-name': name
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: metadata?.name, uid: metadata?.uid, controller: true, blockOwnerDeletion: true }],
    },
    spec: {
      ...spec?.template.spec,
      hostname:  name,
      subdomain: spec?.serviceName,
      volumes:   [...spec?.template.spec?.volumes ?? [], ...(spec?.volumeClaimTemplates ?? []).map((template) => ({ name: template.metadata?.name, persistentVolumeClaim: { claimName: `${ template.metadata?.name }-${ name }` } }))],
    },
  };
}

/** The claims that it would make for that pod. */
function claimsOf({ metadata, spec }: StatefulSet, ordinal: number): object[] {
  return (spec?.volumeClaimTemplates ?? []).map((template) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `${ template.metadata?.name }-${ metadata?.name }-${ ordinal }`, labels: spec?.selector.matchLabels }, spec: template.spec,
  }));
}
