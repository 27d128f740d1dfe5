import { isMap } from './json';

/** What Kubernetes wants to find at a place. */
export type Expected = 'map' | 'list' | 'text' | 'number';

/** A place in an object that holds something else than it must. */
export interface ShapeFault {
  /** As `kubectl explain` writes it, with the place in lists: `spec.containers[0].env`. */
  path: string;
  expected: Expected;
  /** What stands there, or if that is no map or list, what it is in. */
  near: object;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Lists of texts, and maps of texts; their own keys are anybody's. */
const TEXT_LISTS = words('accessModes args command mountOptions values');
const TEXT_MAPS = words('annotations data labels matchLabels parameters stringData');

/** What a field must hold, by its name, which means the same wherever these kinds have it. */
const EXPECTED: ReadonlyMap<string, Expected> = new Map([
  ...words('containers env envFrom from imagePullSecrets ingress initContainers matchExpressions matchLabelExpressions nodeSelectorTerms ports tolerations topologySpreadConstraints volumeClaimTemplates volumeMounts volumes allowedTopologies').map((key) => [key, 'list'] as const),
  ...TEXT_LISTS.map((key) => [key, 'list'] as const),
  ...words('affinity capacity claimRef csi exec hostPath labelSelector lifecycle limits livenessProbe local metadata namespaceSelector nfs nodeAffinity persistentVolumeClaimRetentionPolicy podAffinityTerm podAntiAffinity podSelector preStop readinessProbe required requests resources securityContext selector spec startupProbe tcpSocket template').map((key) => [key, 'map'] as const),
  ...TEXT_MAPS.map((key) => [key, 'map'] as const),
  ...words('clusterIP driver fsType image key kind mountPath name namespace path podManagementPolicy provisioner reclaimPolicy server serviceName storageClassName topologyKey type value volumeBindingMode volumeHandle volumeName').map((key) => [key, 'text'] as const),
  ...words('containerPort failureThreshold initialDelaySeconds periodSeconds replicas terminationGracePeriodSeconds timeoutSeconds').map((key) => [key, 'number'] as const),
]);

/** Texts that each item of a list must have. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = { containers: ['name'], env: ['name'], initContainers: ['name'], volumes: ['name'], volumeMounts: ['mountPath', 'name'] };

/**
 * Finds the first place where an object is not built as Kubernetes demands, such as a number where a text must be: the
 * API server would refuse the whole object, and nothing could be read from it. Only what this extension reads is
 * looked at; the API server's dry run looks at the rest.
 *
 * @param object of one of the kinds that a ring is made of
 */
export function shapeFault(object: object, path = ''): ShapeFault | undefined {
  for (const [key, value] of Object.entries(object)) {
    const fault = value === null || value === undefined ? undefined : faultAt(object, key, value, path === '' ? key : `${ path }.${ key }`);

    if (fault) {
      return fault;
    }
  }

  return undefined;
}

function faultAt(parent: object, key: string, value: unknown, path: string): ShapeFault | undefined {
  const expected = EXPECTED.get(key);

  if (expected && !is(value, expected)) {
    return faultOf(parent, value, path, expected);
  }
  if (Array.isArray(value)) {
    return first(value.entries(), ([index, item]) => faultOfItem(value, item, `${ path }[${ index }]`, TEXT_LISTS.includes(key) ? 'text' : expected && 'map', REQUIRED[key]));
  }
  if (isMap(value)) {
    return TEXT_MAPS.includes(key) ? first(Object.entries(value), ([name, text]) => faultOfItem(value, text, `${ path }.${ name }`, 'text')) : shapeFault(value, path);
  }

  return undefined;
}

function faultOfItem(parent: object, item: unknown, path: string, expected: Expected | undefined, required: readonly string[] = []): ShapeFault | undefined {
  if (expected && !is(item, expected)) {
    return faultOf(parent, item, path, expected);
  }
  if (!isMap(item)) {
    return undefined;
  }
  const missing = required.find((key) => item[key] === undefined || item[key] === null);

  return missing === undefined ? shapeFault(item, path) : { path: `${ path }.${ missing }`, expected: 'text', near: item };
}

function faultOf(parent: object, value: unknown, path: string, expected: Expected): ShapeFault {
  return { path, expected, near: typeof value === 'object' && value !== null ? value : parent };
}

function is(value: unknown, expected: Expected): boolean {
  switch (expected) {
  case 'map':
    return isMap(value);
  case 'list':
    return Array.isArray(value);
  case 'text':
    return typeof value === 'string';
  case 'number':
    return typeof value === 'number';
  }
}

function first<T>(candidates: Iterable<T>, find: (candidate: T) => ShapeFault | undefined): ShapeFault | undefined {
  for (const candidate of candidates) {
    const fault = find(candidate);

    if (fault) {
      return fault;
    }
  }

  return undefined;
}
