// Nodes and what they live in, as kubectl and nodetool in a pod tell of them.
import { expect } from '@playwright/test';

import { nodetool } from '../../../pkg/cassandra/core/nodetool/command';
import { parseNetstats, type NodeMode } from '../../../pkg/cassandra/core/nodetool/netstats';
import { parseStatus, type NodeStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { kubectl } from './lab';

const inPod = (namespace: string, pod: string, ...args: string[]) => kubectl('exec', '-n', namespace, pod, '-c', 'cassandra', '--', ...nodetool(...args));

/** The ring as a pod sees it. */
export async function ringOf(namespace: string, pod: string): Promise<NodeStatus[]> {
  return parseStatus(await inPod(namespace, pod, 'status')).datacenters.flatMap(({ nodes }) => nodes);
}

/** What a node does, by its own word. */
export async function mode(namespace: string, pod: string): Promise<NodeMode> {
  return parseNetstats(await inPod(namespace, pod, 'netstats')).mode;
}

export const addressOf = (namespace: string, pod: string): Promise<string> => kubectl('get', 'pod', pod, '-n', namespace, '-o', 'jsonpath={.status.podIP}');

/** Waits until a node is seen by another one in a state, or `gone`. */
export async function expectSeen(namespace: string, by: string, address: string, state: NodeStatus['state'] | 'gone', timeout = 120_000): Promise<void> {
  await expect(async() => {
    expect((await ringOf(namespace, by)).find((node) => node.address === address)?.state ?? 'gone').toBe(state);
  }).toPass({ timeout, intervals: [500] });
}

/** All nodes are up and normal in the eyes of a pod, and there are so many. */
export async function expectRing(namespace: string, by: string, nodes: number): Promise<void> {
  expect((await ringOf(namespace, by)).map(({ up, state }) => `${ up } ${ state }`)).toEqual(Array(nodes).fill('true normal'));
}

/** Slows down what nodes send, in megabits a second, so that there is time to do something meanwhile; 0 takes the limit away. */
export async function throttle(namespace: string, pods: readonly string[], megabits: number): Promise<void> {
  for (const pod of pods) {
    await inPod(namespace, pod, 'setstreamthroughput', String(megabits));
    // Of files that go as they are, in mebibytes, of which one is the least.
    await inPod(namespace, pod, 'setstreamthroughput', '-e', String(Math.min(1, megabits)));
  }
}

/** The claims in a namespace whose names belong to a cluster. */
export async function claimsOf(namespace: string, name: string): Promise<string[]> {
  const names = await kubectl('get', 'pvc', '-n', namespace, '-o', 'jsonpath={.items[*].metadata.name}');

  return names.split(' ').filter((claim) => claim.startsWith(`data-${ name }-`)).sort();
}

export const replicasOf = async(namespace: string, statefulSet: string): Promise<number> => Number(await kubectl('get', 'statefulset', statefulSet, '-n', namespace, '-o', 'jsonpath={.spec.replicas}'));
