import type { Deployment } from 'kubernetes-types/apps/v1';
import type { EnvVar, Volume } from 'kubernetes-types/core/v1';

import { toYaml } from '../../manifest/yaml';
import { PASSWORD, TLS_DIRECTORY, USERNAME, type SnippetTarget } from './target';

const APP = 'my-app';

/** The application's own Secrets, where the ring's cannot serve, or are not known. */
const OWN_LOGIN = `${ APP }-cassandra`;
const OWN_CERTIFICATE = `${ APP }-cassandra-tls`;

const TLS_VOLUME = 'cassandra-tls';

/** A stateless application that uses the ring: where it is, and as whom, comes from the environment. */
export function deploymentSnippet(target: SnippetTarget): string {
  const { namespace, host, port, datacenter, tls } = target;
  const labels = { 'app.kubernetes.io/name': APP };
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind:       'Deployment',
    metadata:   { name: APP, namespace },
    spec:       {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec:     {
          containers: [{
            name:  APP,
            image: `registry.example.com/${ APP }:1.0.0`,
            env:   [
              { name: 'CASSANDRA_CONTACT_POINTS', value: host },
              { name: 'CASSANDRA_PORT', value: String(port) },
              { name: 'CASSANDRA_LOCAL_DATACENTER', value: datacenter },
              ...loginVariables(target),
            ],
            ...(tls && { volumeMounts: [{ name: TLS_VOLUME, mountPath: TLS_DIRECTORY, readOnly: true }] }),
          }],
          ...(tls && { volumes: [tlsVolume(tls)] }),
        },
      },
    },
  };

  return toYaml([deployment]);
}

function loginVariables({ login }: SnippetTarget): EnvVar[] {
  if (!login) {
    return [];
  }
  const { name, username, password } = login.secret ?? { name: OWN_LOGIN, username: { key: 'username' }, password: 'password' };
  const user: EnvVar = 'key' in username ? from(USERNAME, name, username.key) : { name: USERNAME, value: username.value };

  return [user, from(PASSWORD, name, password)];
}

function from(variable: string, secret: string, key: string): EnvVar {
  return { name: variable, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Of the ring's Secret only the CA: its key is the nodes' own. */
function tlsVolume({ clientCertificate, secret }: NonNullable<SnippetTarget['tls']>): Volume {
  return clientCertificate || secret === undefined ? { name: TLS_VOLUME, secret: { secretName: OWN_CERTIFICATE } } : { name: TLS_VOLUME, secret: { secretName: secret, items: [{ key: 'ca.crt', path: 'ca.crt' }] } };
}
