import type { Job } from 'kubernetes-types/batch/v1';
import type { Container, Secret, VolumeMount } from 'kubernetes-types/core/v1';

import { LABEL_INSTANCE, LABEL_NAME } from '../../cluster/labels';
import { metadata, owned } from '../labels';
import { PORTS } from '../ports';
import { POD_SECURITY_CONTEXT, SECURITY_CONTEXT } from '../security';
import type { ClusterSpec } from '../spec';
import { nodeCount } from '../topology';
import { AUTH_SCRIPT } from './auth-script';
import { authJobName } from './names';
import { authReplicas } from './settings';
import { secretMount, secretVolume, tlsUses } from './tls';

/** The ring comes up first, which takes minutes per node. */
const DEADLINE_SECONDS = 24 * 60 * 60;

/** The script itself waits and tries again; what ends it is the loss of its Kubernetes node, or a Secret that is no good. */
const RETRIES = 20;

const SUPERUSER: VolumeMount = { name: 'superuser', mountPath: '/secrets/superuser', readOnly: true };

/** In memory: cqlsh takes passwords from files. */
const HOME: VolumeMount = { name: 'home', mountPath: '/home/auth' };

/** Labels of the Job's pod, none of which the ring's Service, PodDisruptionBudget or anti-affinity select. */
export function authJobLabels(cluster: string): Record<string, string> {
  return { [LABEL_NAME]: 'cassandra-auth', [LABEL_INSTANCE]: cluster };
}

/** The superuser's credentials, unless they are in a Secret that exists. */
export function superuserSecret(spec: ClusterSpec): Secret | undefined {
  const { authentication } = spec;

  return authentication?.create && {
    apiVersion: 'v1',
    kind:       'Secret',
    metadata:   metadata(spec, authentication.secret),
    type:       'kubernetes.io/basic-auth',
    stringData: { username: authentication.create.username, password: authentication.create.password },
  };
}

/**
 * The Job that sets up logins once the ring is up. A Job, so that whoever applies the YAML gets the same ring, with no
 * browser open.
 */
export function authJob(spec: ClusterSpec): Job | undefined {
  const { authentication, name, pullSecrets } = spec;
  const labels = authJobLabels(name);

  return authentication && {
    apiVersion: 'batch/v1',
    kind:       'Job',
    metadata:   metadata(spec, authJobName(name), labels),
    spec:       {
      backoffLimit:          RETRIES,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      template:              {
        metadata: { labels: owned(labels) },
        spec:     {
          restartPolicy:                'OnFailure',
          automountServiceAccountToken: false,
          enableServiceLinks:           false,
          ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
          securityContext:              POD_SECURITY_CONTEXT,
          containers:                   [container(spec)],
          volumes:                      [
            { name: SUPERUSER.name, secret: { secretName: authentication.secret } },
            { name: HOME.name, emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
            ...clientSecrets(spec).map(secretVolume),
          ],
        },
      },
    },
  };
}

function container(spec: ClusterSpec): Container {
  const { resources: { cpuLimit } } = spec;
  const [client] = clientSecrets(spec);

  return {
    name:                     'auth',
    image:                    spec.image,
    command:                  ['bash', '-euo', 'pipefail', '-c', AUTH_SCRIPT, 'auth'],
    args:                     [
      spec.name, String(PORTS.cql), String(nodeCount(spec)), String(authReplicas(spec)), SUPERUSER.mountPath, HOME.mountPath,
      ...(client ? [client.directory] : []),
    ],
    // cqlsh, run now and then.
    resources:                { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi', ...(cpuLimit !== undefined && { cpu: '500m' }) } },
    securityContext:          SECURITY_CONTEXT,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts:             [SUPERUSER, HOME, ...clientSecrets(spec).map(secretMount)],
  };
}

/** The Secret for TLS to the ring, if it wants that of clients. */
function clientSecrets(spec: ClusterSpec) {
  return tlsUses(spec).filter(({ use }) => use === 'client');
}
