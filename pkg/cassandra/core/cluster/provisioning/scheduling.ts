/** Why Kubernetes nodes do not fit; a key for a translated sentence, `cassandra.provisioning.unfit.<code>`. */
export type UnfitCode =
  | 'cpu' | 'memory' | 'resource' | 'pods'
  | 'antiAffinity' | 'affinity' | 'selector' | 'taint' | 'cordoned' | 'spread' | 'port'
  | 'volumeNode' | 'volumeNone' | 'volumeUnbound' | 'volumeLimit'
  | 'other';

/** What keeps a pod off some of the Kubernetes nodes. */
export interface SchedulingReason {
  code: UnfitCode;
  /** On how many nodes; 0 where the scheduler gives no number. */
  count: number;
  /** Of how many. */
  total: number;
  /** What the scheduler names: a resource, a taint; for `other` its own words. */
  detail: string;
}

/** The scheduler's phrases since Kubernetes 1.20, without the number before them. */
const PHRASES: readonly (readonly [RegExp, UnfitCode])[] = [
  [/^Insufficient cpu$/, 'cpu'],
  [/^Insufficient memory$/, 'memory'],
  [/^Insufficient (.+)$/, 'resource'],
  [/^Too many pods$/, 'pods'],
  [/anti-affinity/, 'antiAffinity'],
  [/didn't match pod affinity/, 'affinity'],
  [/didn't match Pod's node affinity/, 'selector'],
  [/untolerated taint(?:\(s\))?(?: (\{.*\}))?/, 'taint'],
  [/were unschedulable/, 'cordoned'],
  [/topology spread/, 'spread'],
  [/didn't have free ports/, 'port'],
  [/PersistentVolume's node affinity|volume node affinity conflict/, 'volumeNode'],
  [/didn't find available persistent volumes to bind/, 'volumeNone'],
  [/unbound immediate PersistentVolumeClaims/, 'volumeUnbound'],
  [/max volume count/, 'volumeLimit'],
];

/**
 * Takes the scheduler's message apart, such as `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match
 * pod anti-affinity rules. preemption: …`. What it says of preemption is left out: it follows from the rest.
 */
export function schedulingReasons(message: string): SchedulingReason[] {
  const [, total = '0', said = message] = /^\d+\/(\d+) nodes are available: (.*)$/s.exec(message) ?? [];
  const [first = ''] = said.split(/\.? (?:no new claims to deallocate, )?preemption: |\. not found$|\.$/, 1);

  return first.split(/, (?=\d+ )/).map((part) => reason(part.trim(), Number(total)));
}

function reason(part: string, total: number): SchedulingReason {
  const [, count = '0', words = part] = /^(\d+) (.*)$/s.exec(part) ?? [];
  const [phrase, code] = PHRASES.find(([known]) => known.test(words)) ?? [];

  return { code: code ?? 'other', count: Number(count), total, detail: code ? phrase?.exec(words)?.[1] ?? '' : words };
}
