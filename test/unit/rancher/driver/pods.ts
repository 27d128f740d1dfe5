import { createRequire } from 'node:module';
import { vi } from 'vitest';
import { openSession } from '../../../../pkg/cassandra/rancher/driver/session';
import * as shim from '../../../../pkg/cassandra/rancher/driver/shims/net';
import type { PodSession, SessionRequest } from '../../../../pkg/cassandra/rancher/driver/types';
import { FakeHost } from '../fake-host';
import { startPortForwardServer } from '../tunnel/port-forward-server';
import type { PortForwardServer } from '../tunnel/port-forward-server';
import { startNode } from './native-node';
import type { NativeNode, NodePlan } from './native-node';

// The driver as it is in the browser: webpack gives it our `net`, and so does this.
Object.assign(createRequire(import.meta.url)('net') as object, shim);

export interface Pods {
  readonly host: FakeHost;
  readonly server: PortForwardServer;
  /** By the number in their names: `ring-0` … */
  readonly nodes: NativeNode[];
  /** The ring as nodes tell it; may be changed. */
  readonly plans: NodePlan[];
  open(request?: Partial<SessionRequest>): Promise<PodSession>;
  close(): Promise<void>;
}

export interface PodsOptions {
  readonly refuse?: () => number | undefined;
  /** Nodes of the ring that are elsewhere. */
  readonly elsewhere?: readonly NodePlan[];
  /** Whether something listens in a pod. */
  readonly listening?: (pod: string) => boolean;
}

/** Pods are scripted nodes behind a scripted API server. */
export async function startPods(plans: readonly NodePlan[], { refuse, elsewhere = [], listening = () => true }: PodsOptions = {}): Promise<Pods> {
  const ring = [...plans, ...elsewhere];
  const nodes = await Promise.all(plans.map((plan) => startNode(plan, () => ring)));
  const server = await startPortForwardServer({ refuse, backend: (pod) => listening(pod) ? nodes[Number(pod.replace('ring-', ''))]?.port : undefined });
  const sessions: PodSession[] = [];
  const host = new FakeHost();

  vi.stubGlobal('location', { origin: server.origin });

  return {
    host,
    server,
    nodes,
    plans: ring,
    async open(request = {}) {
      const session = await openSession({
        context: host.context, namespace: 'db', port: 9042, pods: plans.map(({ ip }, i) => ({ name: `ring-${ i }`, ip, ready: true })), ...request
      });

      sessions.push(session);

      return session;
    },
    async close() {
      await Promise.all(sessions.map((session) => session.close()));
      vi.unstubAllGlobals();
      await server.close();
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}
