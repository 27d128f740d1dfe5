// Rings for tests that begin with one, made of the same objects as the form's, and what happens to them from outside.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Makes a ring, smaller than it is asked for, and waits until all of its nodes take connections. */
export async function make(base: ClusterSpec): Promise<void> {
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

/** Mounts at each path, or takes that away. The image has no programs for it, but what Python calls is there. */
const MOUNT = `
import ctypes, sys
libc = ctypes.CDLL(None, use_errno=True)
for path in map(str.encode, sys.argv[2:]):
    if (libc.mount(b"full", path, b"tmpfs", 0, b"size=64k") if sys.argv[1] == "mount" else libc.umount(path)) != 0:
        sys.exit("%s %s: error %d" % (sys.argv[1], path, ctypes.get_errno()))
`;

/**
 * Leaves no room for the tables of a keyspace in a pod: each of their folders is on a small file system of its own from
 * now on, and what was in them stays below it.
 *
 * @returns what makes room again, as long as the container is the same
 */
export function fillDisk(pod: string, keyspace: string): () => void {
  const process_ = processOf(pod);

  if (process_ === undefined) {
    throw new Error(`no Cassandra runs in ${ pod }`);
  }
  const keyspaceFolder = `/var/lib/cassandra/data/${ keyspace }`;
  const folders = readdirSync(join(`/proc/${ process_ }/root`, keyspaceFolder)).map((table) => join(keyspaceFolder, table));
  const inContainer = (what: 'mount' | 'umount') => execFileSync('nsenter', ['--target', String(process_), '--mount', '/usr/bin/python3', '-c', MOUNT, what, ...folders]);

  inContainer('mount');

  return () => {
    inContainer('umount');
  };
}
