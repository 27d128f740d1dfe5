import { diff } from './diff';
import { isMap } from './json';
import { isKind, isObject, type AnyObject, type KnownObject } from './object';

/** What the API server and controllers keep in objects, wherever it stands. */
const SERVER_FIELDS = [
  'status', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields', 'ownerReferences', 'finalizers',
  // Chosen for a Service, and to be chosen again for another one.
  'clusterIPs', 'ipFamilies', 'nodePort', 'healthCheckNodePort',
];

/** What the API server fills in where nothing is said. These fields mean the same wherever they stand. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', securityContext: {}, resources: {},
  imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File',
  protocol: 'TCP', successThreshold: 1, defaultMode: 0o644, volumeMode: 'Filesystem',
  revisionHistoryLimit: 10, rollingUpdate: { partition: 0 }, terminationGracePeriodSeconds: 30,
  sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', externalTrafficPolicy: 'Cluster', ipFamilyPolicy: 'SingleStack', allocateLoadBalancerNodePorts: true,
  completions: 1, parallelism: 1, completionMode: 'NonIndexed', suspend: false, manualSelector: false, podReplacementPolicy: 'TerminatingOrFailed',
};

/** Notes that kubectl, the volume controllers and Rancher leave. */
const SERVER_ANNOTATIONS = /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|(?:pv|volume|volume\.beta)\.kubernetes\.io\/.*|field\.cattle\.io\/publicEndpoints)$/;
const JOB_LABELS = /^(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/;

/** Maps whose keys are anybody's. */
const FREE_KEYS = ['annotations', 'data', 'labels', 'matchLabels', 'parameters', 'stringData'];

/**
 * What a person would write of an object that is there: without what the API server, its controllers and kubectl
 * added, or would fill in again.
 *
 * @param object as the Kubernetes API gives it
 */
export function clean(object: AnyObject): AnyObject {
  const written = withoutFilledIn(object);

  return isObject(written) ? ofItsKind(written) : object;
}

function withoutFilledIn(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutFilledIn);
  }

  return isMap(value) ? Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
    const written = FREE_KEYS.includes(key) ? withoutNotes(inner) : withoutFilledIn(inner);

    const isFilledIn = SERVER_FIELDS.includes(key) || (key in DEFAULTS && !diff(written, DEFAULTS[key])) || (key === 'apiVersion' && 'fieldPath' in value);

    return inner === null || written === undefined || isFilledIn ? [] : [[key, written]];
  })) : value;
}

function withoutNotes(value: unknown): unknown {
  const notes = Object.entries(isMap(value) ? value : {}).filter(([key]) => !SERVER_ANNOTATIONS.test(key) && !JOB_LABELS.test(key));

  return notes.length > 0 ? Object.fromEntries(notes) : undefined;
}

function ofItsKind(object: AnyObject): AnyObject | KnownObject {
  if (isKind(object, 'Service') && object.spec) {
    const { clusterIP, type, ...spec } = object.spec;

    return { ...object, spec: { ...spec, ...(clusterIP === 'None' ? { clusterIP } : { type }) } };
  }
  if (isKind(object, 'Job') && object.spec) {
    return { ...object, spec: { ...object.spec, selector: undefined } };
  }
  if (isKind(object, 'StatefulSet') && object.spec) {
    return { ...object, spec: { ...object.spec, volumeClaimTemplates: object.spec.volumeClaimTemplates?.map(({ metadata, spec }) => ({ metadata, spec })) } };
  }

  // Volumes are written in full; the API server leaves out an empty class, which for claims says something else.
  return isKind(object, 'PersistentVolume') ? { ...object, spec: { storageClassName: '', volumeMode: 'Filesystem', ...object.spec } } : object;
}
