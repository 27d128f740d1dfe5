// Rings for tests that begin with one, made of the same objects as the form's, and what happens to them from outside.
import { readdirSync, readFileSync } from 'node:fs';

import { type ClusterSpec, compose, defaultSpec, toYaml } from '../../../pkg/cassandra/core/manifest';
import { members } from '../../../pkg/cassandra/core/manifest/topology';
import { apply, kubectl } from './lab';

/** Makes a ring of one node in each zone and waits until all of them take connections. */
export async function makeRing(namespace: string, name: string, zones: readonly string[], antiAffinity: ClusterSpec['antiAffinity'] = 'required'): Promise<void> {
  await make({ ...defaultSpec(name, namespace), racks: zones.map((zone) => ({ name: `rack-${ zone }`, nodes: 1, zone })), antiAffinity });
}

/** Makes a ring of one StatefulSet, which may have more nodes than there are machines, and waits until all of them take connections. */
export async function makeSet(namespace: string, name: string, nodes: number): Promise<void> {
  await make({ ...defaultSpec(name, namespace), racks: [{ name: 'rack1', nodes }], antiAffinity: 'preferred' });
}

/** Makes a ring of one node that wants a login, TLS and the client's certificate, and waits until its logins are set up. */
export async function makeSecured(namespace: string, name: string, login: { username: string; password: string }, tlsSecret: string): Promise<void> {
  await make({
    ...defaultSpec(name, namespace),
    racks:          [{ name: 'rack1', nodes: 1 }],
    authentication: { secret: `${ name }-superuser`, create: login },
    tls:            { client: { secret: tlsSecret, requireClientCertificate: true, optional: false } },
  });
  await kubectl('wait', '-n', namespace, '--for=condition=complete', `job/${ name }-auth`, '--timeout=180s');
}

async function make(base: ClusterSpec): Promise<void> {
  const spec: ClusterSpec = { ...base, seeds: 2, resources: { cpu: '100m', memory: '1Gi' }, storage: { ...base.storage, size: '2Gi' } };

  await apply(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${ spec.namespace } }\n---\n${ toYaml(compose(spec)) }`);
  for (const { name: statefulSet } of members(spec)) {
    await kubectl('rollout', 'status', `statefulset/${ statefulSet }`, '-n', spec.namespace, '--timeout=400s');
  }
}

/** The Cassandra process of a pod; its name must be the only one of all labs on this machine. */
export function processOf(pod: string): number | undefined {
  const found = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).find((pid) => {
    try {
      return readFileSync(`/proc/${ pid }/environ`, 'utf8').includes(`HOSTNAME=${ pod }\0`) && readFileSync(`/proc/${ pid }/cmdline`, 'utf8').includes('CassandraDaemon');
    } catch {
      return false; // it has ended meanwhile
    }
  });

  return found === undefined ? undefined : Number(found);
}

/** kill -9, and again when it comes back, so that the pause before the next start is long enough for the others to notice. */
export async function kill(pod: string, times: number): Promise<void> {
  let last: number | undefined;

  for (let killed = 0; killed < times;) {
    const process_ = processOf(pod);

    if (process_ && process_ !== last) {
      process.kill(process_, 'SIGKILL');
      last = process_;
      killed++;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}
