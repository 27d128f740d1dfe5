import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { recognise } from '../../../../pkg/cassandra/core/cluster/recognise';
import { compose, defaultSpec, PRESETS, presetOf, type ClusterSpec } from '../../../../pkg/cassandra/core/manifest';
import { authJobLabels } from '../../../../pkg/cassandra/core/manifest/inside';
import type { NewStorageClass } from '../../../../pkg/cassandra/core/manifest/spec';
import { nodeCount, podNames } from '../../../../pkg/cassandra/core/manifest/topology';
import { clusterSpec } from './arbitrary';
import { composed, inside, ofKind } from './composed';

const RACKS = [{ name: 'A.1', zone: 'z1', nodes: 2 }, { name: 'b', nodes: 1 }];
const { retention } = defaultSpec().storage;
const storage = (change: Partial<ClusterSpec['storage']>): Partial<ClusterSpec> => ({ storage: { size: '1Gi', source: { kind: 'class' }, retention, ...change } });
const holds = (check: (spec: ClusterSpec) => void) => fc.assert(fc.property(clusterSpec, check));

/** Whether a selector takes something with these labels. */
const selects = (selector: Record<string, string> | undefined, labels: Record<string, string> = {}) => selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);

describe('of any ring, compose', () => {
  it('makes objects with a kind, a version and a name that no other of the kind has, in the namespace if they are in one', () => holds((spec) => {
    const objects = compose(spec);
    const outside = ['StorageClass', 'PersistentVolume'];

    expect(objects.filter(({ apiVersion, kind, metadata }) => !apiVersion || !kind || !metadata?.name)).toEqual([]);
    expect(new Set(objects.map(({ kind, metadata }) => `${ kind }/${ metadata?.name }`)).size).toBe(objects.length);
    expect(objects.filter(({ kind, metadata }) => metadata?.namespace !== (outside.includes(kind ?? '') ? undefined : spec.namespace))).toEqual([]);
  }));

  it('leaves no value undefined, says the same each time, and does not touch the spec', () => holds((spec) => {
    const before = JSON.stringify(spec);

    // Text has no undefined values.
    expect(JSON.parse(JSON.stringify(compose(spec)))).toStrictEqual(structuredClone(compose(spec)));
    expect(JSON.stringify(spec)).toBe(before);
  }));

  it('never makes seeds of all nodes, and only of nodes that are there', () => holds((spec) => {
    const seeds = composed(spec).env['CASSANDRA_SEEDS']!.split(',');

    expect(seeds.length).toBeLessThan(Math.max(2, nodeCount(spec)));
    expect(podNames(spec).map((pod) => `${ pod }.${ spec.name }`)).toEqual(expect.arrayContaining(seeds));
  }));

  it('lets Services, PodDisruptionBudget and NetworkPolicy take every rack\'s pods, and each StatefulSet its own only', () => holds((spec) => {
    const { objects, sets } = composed(spec);
    const ringWide = [
      ...ofKind(objects, 'Service').map((service) => service.spec?.selector),
      ...ofKind(objects, 'PodDisruptionBudget').map((budget) => budget.spec?.selector?.matchLabels),
      ...ofKind(objects, 'NetworkPolicy').map((policy) => policy.spec?.podSelector.matchLabels),
    ];

    for (const set of sets) {
      const labels = set.spec!.template.metadata!.labels!;

      expect(ringWide.every((selector) => selects(selector, labels))).toBe(true);
      expect(sets.filter((other) => selects(other.spec!.selector.matchLabels, labels))).toEqual([set]);
    }
    for (const job of ofKind(objects, 'Job')) {
      expect(ringWide.some((selector) => selects(selector, job.spec?.template.metadata?.labels))).toBe(false);
    }
  }));

  it('has a claim and, if it makes them, a volume for each node, bound to each other', () => holds((spec) => {
    const { objects } = composed(spec);
    const volumes = ofKind(objects, 'PersistentVolume');
    const claims = ofKind(objects, 'PersistentVolumeClaim');
    const { kind } = spec.storage.source;

    expect(claims.map(({ metadata }) => metadata?.name)).toEqual(kind === 'static' || kind === 'chosen' ? podNames(spec).map((pod) => `data-${ pod }`) : []);
    expect(volumes).toHaveLength(kind === 'static' ? nodeCount(spec) : 0);
    volumes.forEach((volume, index) => {
      expect(claims[index]).toMatchObject({ metadata: { name: volume.spec?.claimRef?.name, namespace: volume.spec?.claimRef?.namespace }, spec: { volumeName: volume.metadata?.name, storageClassName: volume.spec?.storageClassName } });
    });
  }));

  it('gives claims the labels and the class of those that the StatefulSet would make', () => holds((spec) => {
    const { objects, sets } = composed(spec);

    for (const claim of ofKind(objects, 'PersistentVolumeClaim')) {
      const set = sets.find(({ metadata }) => claim.metadata?.name?.replace(/-\d+$/, '') === `data-${ metadata?.name }`);
      const { volumeName, ...rest } = claim.spec!;

      expect(volumeName).toBeTruthy();
      expect(selects(set?.spec?.selector.matchLabels, claim.metadata?.labels)).toBe(true);
      expect(set?.spec?.volumeClaimTemplates?.[0]?.spec).toEqual(rest);
    }
  }));

  it('stays within the Pod Security level "restricted"', () => holds((spec) => {
    const { objects } = composed(spec);
    const pods = [...ofKind(objects, 'StatefulSet'), ...ofKind(objects, 'Job')].map((owner) => owner.spec!.template.spec!);
    const allowed = ['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret', 'downwardAPI', 'csi', 'ephemeral', 'name'];

    for (const pod of pods) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.volumes?.flatMap((volume) => Object.keys(volume)).filter((key) => !allowed.includes(key)) ?? []).toEqual([]);
      for (const container of [...pod.initContainers ?? [], ...pod.containers]) {
        expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      }
    }
  }));

  it('mounts what is there, each volume once, from claims or volumes of the pod', () => holds((spec) => {
    for (const set of composed(spec).sets) {
      const { pod, container } = inside(set);
      const there = [...set.spec!.volumeClaimTemplates!.map(({ metadata }) => metadata!.name!), ...pod.volumes?.map(({ name }) => name) ?? []];

      expect(new Set(there).size).toBe(there.length);
      for (const one of [...pod.initContainers ?? [], container]) {
        const mounts = one.volumeMounts ?? [];

        expect(there).toEqual(expect.arrayContaining(mounts.map(({ name }) => name)));
        expect(new Set(mounts.map(({ mountPath }) => mountPath)).size).toBe(mounts.length);
      }
    }
  }));

  it('makes what is recognised as ours', () => holds((spec) => {
    for (const set of composed(spec).sets) {
      expect(recognise(set)).toMatchObject({ isCassandra: true, container: 'cassandra' });
    }
  }));
});

describe('compose', () => {
  it('keeps the default ring small: Service, PodDisruptionBudget, StatefulSet', () => {
    const { objects, pod, set } = composed();

    expect(objects.map(({ kind, metadata }) => `${ kind }/${ metadata?.name }`)).toEqual(['Service/db', 'PodDisruptionBudget/db', 'StatefulSet/db']);
    expect(pod.volumes).toBeUndefined();
    expect(set.spec?.template.metadata?.annotations).toBeUndefined();
  });

  it('puts each object after what it needs', () => {
    const spec: ClusterSpec = {
      ...defaultSpec('db', 'prod'),
      racks: RACKS, authentication: { secret: 's', create: { username: 'u', password: 'p' } }, clientService: { type: 'NodePort', annotations: {} }, networkPolicy: { namespaces: [] },
      ...storage({ source: { kind: 'static', type: 'local', volumes: [1, 2, 3].map((n) => ({ host: `h${ n }`, path: '/d' })) } }),
    };

    expect(compose(spec, { namespace: true }).map(({ kind, metadata }) => `${ kind }/${ metadata?.name }`)).toEqual([
      'Namespace/prod',
      'PersistentVolume/prod-data-db-a-1-0', 'PersistentVolume/prod-data-db-a-1-1', 'PersistentVolume/prod-data-db-b-0',
      'PersistentVolumeClaim/data-db-a-1-0', 'PersistentVolumeClaim/data-db-a-1-1', 'PersistentVolumeClaim/data-db-b-0',
      'Secret/s', 'ConfigMap/db-config', 'Service/db', 'Service/db-client', 'NetworkPolicy/db', 'PodDisruptionBudget/db', 'StatefulSet/db-a-1', 'StatefulSet/db-b', 'Job/db-auth',
    ]);
    expect(compose({ ...spec, ...storage({ source: { kind: 'newClass', storageClass: { name: 'c', provisioner: 'p', parameters: {}, reclaimPolicy: 'Retain', bindingMode: 'Immediate', allowExpansion: false, mountOptions: [], zones: [] } } }) })[0]).toStrictEqual({
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: expect.objectContaining({ name: 'c' }), provisioner: 'p', reclaimPolicy: 'Retain', volumeBindingMode: 'Immediate', allowVolumeExpansion: false,
    });
  });

  it('pins a rack to its zone, and spreads what is pinned nowhere', () => {
    const [pinned, free] = composed({ racks: RACKS }).sets.map((set) => inside(set).pod);

    expect(pinned?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['z1'] }] }]);
    expect(pinned).not.toHaveProperty('topologySpreadConstraints');
    expect(free?.affinity).not.toHaveProperty('nodeAffinity');
    expect(free?.topologySpreadConstraints).toMatchObject([{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }]);
  });

  it('keeps nodes apart as strictly as was asked for', () => {
    expect(Object.keys(composed().pod.affinity?.podAntiAffinity ?? {})).toEqual(['requiredDuringSchedulingIgnoredDuringExecution']);
    expect(Object.keys(composed({ antiAffinity: 'preferred' }).pod.affinity?.podAntiAffinity ?? {})).toEqual(['preferredDuringSchedulingIgnoredDuringExecution']);
    expect(composed({ antiAffinity: 'off' }).pod).not.toHaveProperty('affinity');
  });

  it('leaves the StorageClass out unless one is chosen, since an empty one means none', () => {
    const classOf = (change: Partial<ClusterSpec>) => composed(change).set.spec?.volumeClaimTemplates?.map(({ spec }) => spec?.storageClassName ?? 'default');

    expect(composed().set.spec?.volumeClaimTemplates?.[0]?.spec).not.toHaveProperty('storageClassName');
    expect(classOf(storage({ source: { kind: 'class', className: 'fast' } }))).toEqual(['fast']);
    expect(classOf(storage({ source: { kind: 'class', className: 'fast' }, commitLog: { size: '1Gi' } }))).toEqual(['fast', 'fast']);
    expect(classOf(storage({ source: { kind: 'class' }, commitLog: { size: '1Gi' } }))).toEqual(['default', 'default']);
    expect(classOf(storage({ source: { kind: 'static', type: 'nfs', volumes: [] }, commitLog: { size: '1Gi', className: 'fast' } }))).toEqual(['', 'fast']);
  });

  it.each([['ebs.csi.aws.com', 'topology.kubernetes.io/zone'], ['pd.csi.storage.gke.io', 'topology.gke.io/zone']])('keeps a new class of %s to zones by the label that the driver knows', (provisioner, key) => {
    const storageClass: NewStorageClass = { name: 'c', provisioner, parameters: {}, reclaimPolicy: 'Retain', bindingMode: 'WaitForFirstConsumer', allowExpansion: true, mountOptions: [], zones: ['z1'] };
    const [made] = ofKind(composed(storage({ source: { kind: 'newClass', storageClass } })).objects, 'StorageClass');

    expect(made?.allowedTopologies).toEqual([{ matchLabelExpressions: [{ key, values: ['z1'] }] }]);
  });

  it('asks of Kubernetes what was asked for, and limits the processor only if told so', () => {
    expect(composed().container.resources).toEqual({ requests: { cpu: '500m', memory: '4Gi' }, limits: { memory: '4Gi' } });
    expect(composed({ resources: { cpu: '1', cpuLimit: '2', memory: '4Gi', memoryRequest: '3Gi' } }).container.resources).toEqual({ requests: { cpu: '1', memory: '3Gi' }, limits: { cpu: '2', memory: '4Gi' } });
    expect(composed({ resources: { cpu: '1', memory: '4Gi', heap: { max: 1000, young: 300 } } }).env).toMatchObject({ MAX_HEAP_SIZE: '1000M', HEAP_NEWSIZE: '300M' });
  });

  it('gives each static volume to the pod that it was typed for, on its host, and keeps the data', () => {
    const volumes = [{ host: 'h1', path: '/a' }, { host: 'h2', path: '/b' }, { host: 'h3', path: '/c' }];
    const made = ofKind(composed(storage({ source: { kind: 'static', type: 'local', volumes } })).objects, 'PersistentVolume');

    expect(made.map(({ spec }) => ({ path: spec?.local?.path, host: spec?.nodeAffinity?.required?.nodeSelectorTerms[0]?.matchExpressions?.[0]?.values?.[0], claim: spec?.claimRef?.name }))).toEqual(
      volumes.map(({ host, path }, ordinal) => ({ host, path, claim: `data-db-${ ordinal }` })),
    );
    expect(made.map(({ spec }) => spec?.persistentVolumeReclaimPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
  });

  it('says where the superuser\'s login is', () => {
    expect(composed({ authentication: { secret: 'login' } }).set.metadata?.annotations).toEqual({ 'cassandra-for-rancher/superuser-secret': 'login' });
  });

  it('lets in by NetworkPolicy whom the ring needs and who was named, and nobody by an empty list', () => {
    const ingressOf = (change: Partial<ClusterSpec>) => ofKind(composed(change).objects, 'NetworkPolicy')[0]?.spec?.ingress;
    const ring = { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cassandra', 'app.kubernetes.io/instance': 'db' } } }], ports: [{ port: 9042 }, { port: 7000 }, { port: 7001 }] };

    expect(ingressOf({})).toBeUndefined();
    expect(ingressOf({ networkPolicy: { namespaces: [] } })).toEqual([ring]);
    expect(ingressOf({ networkPolicy: { namespaces: ['shop'] }, authentication: { secret: 's' } })).toEqual([
      ring,
      { from: [{ podSelector: { matchLabels: authJobLabels('db') } }], ports: [{ port: 9042 }] },
      { from: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }] } }], ports: [{ port: 9042 }] },
    ]);
  });
});

describe('presetOf', () => {
  it.each(PRESETS)('knows $name, however it is written', ({ name, cpu, memory }) => {
    expect(presetOf({ cpu, memory })).toBe(name);
    expect(presetOf({ cpu: cpu === '500m' ? '0.5' : `${ cpu }000m`, memory: `${ parseInt(memory) * 1024 }Mi`, heap: undefined })).toBe(name);
  });

  it('is none where something was chosen besides', () => {
    expect(presetOf({ cpu: '500m', memory: '3Gi' })).toBeUndefined();
    expect(presetOf({ cpu: '500m', memory: '4Gi', cpuLimit: '1' })).toBeUndefined();
  });
});
