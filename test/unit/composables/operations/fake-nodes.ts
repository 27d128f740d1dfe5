import type { NodeMode } from '../../../../pkg/cassandra/core/nodetool/netstats';
import { lastDetached, type DetachedName } from '../../../../pkg/cassandra/core/nodetool/detached';
import { ExecError, type ExecRequest, type ExecResult } from '../../../../pkg/cassandra/rancher/exec';
import { countExec } from '../../../../pkg/cassandra/rancher/exec/count';
import type { ClusterContext } from '../../../../pkg/cassandra/rancher/store';
import { LAYOUTS, renderStatus } from '../../core/nodetool/render-status';
import type { Pod, RingModel } from '../../core/operations/ring-model';

export const SECOND = 1000;

/** What a command takes: a JVM has to start. */
const NODETOOL_MS = 1500;
const SHELL_MS = 200;

type Fault = 'lost before' | 'lost after' | ExecError | undefined;

/** A command that was begun and left alone. */
interface Run { id: string; name: DetachedName; uid: string; starts: number }

/** `exec` in the pods of a ring: nodetool, and what is begun by it and asked for later. */
export class FakeNodes {
  /** What goes wrong with a command; its first words are given. */
  fault: (pod: string, command: string) => Fault = () => undefined;
  /** Something was begun. */
  onBegun: () => void = () => undefined;
  /** All commands, by the time and the browser. */
  readonly execs: { at: number; pod: string; context: ClusterContext; command: string }[] = [];
  /** The most of changing commands that ran at once. */
  atOnce = 0;
  private beginning = 0;
  private readonly runs = new Map<string, Run>();

  constructor(private readonly model: RingModel, private readonly onBegin: (context: ClusterContext, what: string) => void) {}

  /** Stands for `exec`. */
  async exec(context: ClusterContext, request: ExecRequest): Promise<ExecResult> {
    const { pod: name, command } = request;
    const words = command.join(' ').replace(/^timeout -k \d+ \d+ /, '').replace(/^env \S+ nodetool /, '');
    const isRead = command[2] === lastDetached('drain')[2];
    const what = command[0] === 'sh' ? `${ isRead ? 'last' : 'begin' } ${ command[4]?.replace(/.*rancher-/, '') }` : words;

    countExec(context, request);
    this.execs.push({ at: performance.now(), pod: name, context, command: what });
    const fault = this.fault(name, what);

    await pass(what.startsWith('begin') || isRead ? SHELL_MS : NODETOOL_MS);
    if (fault instanceof ExecError) {
      throw fault;
    }
    const stdout = fault === 'lost before' ? '' : await this.run(context, name, what, command);

    if (fault) {
      throw new ExecError('unreachable', 'The connection was lost');
    }

    return { stdout, stderr: '', exitCode: 0, truncated: false, durationMs: 5 };
  }

  /** The most commands of one browser in one pod within a minute. */
  mostInAMinute(): number {
    return Math.max(0, ...this.execs.map(({ at, pod, context }) => this.execs.filter((other) => other.pod === pod && other.context === context && other.at >= at && other.at < at + 60 * SECOND).length));
  }

  logOf(name: string): { data: string } {
    const { bootstrapped } = this.model.claimOf({ name }) ?? {};

    return { data: bootstrapped === 'DECOMMISSIONED' ? 'INFO Starting\nThis node was decommissioned and will not rejoin the ring unless cassandra.override_decommission=true\n' : 'INFO Starting\n' };
  }

  netstats(mode: NodeMode): string {
    const pools = ['Large', 'Small', 'Gossip'].map((pool) => `${ pool } messages                  n/a         0              2         0`);

    return [`Mode: ${ mode }`, 'Not sending any streams.', 'Read Repair Statistics:', 'Attempted: 0', 'Mismatch (Blocking): 0', 'Mismatch (Background): 0', 'Pool Name                    Active   Pending      Completed   Dropped', ...pools, ''].join('\n');
  }

  private async run(context: ClusterContext, name: string, what: string, command: readonly string[]): Promise<string> {
    const pod = this.running(name);
    const [verb, argument] = what.split(' ');

    switch (verb) {
      case 'netstats': return this.netstats(pod.mode);
      case 'status': return this.status(pod);
      case 'compactionstats': throw new ExecError('unreachable', 'no matter');
      case 'begin': return this.begin(context, pod, argument as DetachedName, command[5] ?? '');
      case 'last': return this.last(pod, argument as DetachedName, Number(command[6]));
      default: throw new Error(`Unexpected command ${ what }`);
    }
  }

  private async begin(context: ClusterContext, pod: Pod, name: DetachedName, id: string): Promise<string> {
    const before = this.runs.get(`${ pod.uid } ${ name }`);

    if (before && this.ended(pod, before) === undefined) {
      return 'running\n';
    }
    this.atOnce = Math.max(this.atOnce, ++this.beginning);
    this.onBegin(context, `${ name } ${ pod.name }`);
    this.runs.set(`${ pod.uid } ${ name }`, { id, name, uid: pod.uid, starts: pod.starts });
    if (name === 'cleanup') {
      pod.cleanup = { id, state: 'running' };
    } else {
      this.model.send(pod, name);
    }
    this.onBegun();
    await pass(SHELL_MS);
    this.beginning--;

    return 'started\n';
  }

  private async last(pod: Pod, name: DetachedName, seconds: number): Promise<string> {
    const run = this.runs.get(`${ pod.uid } ${ name }`);

    if (!run || run.starts !== pod.starts) {
      return '';
    }
    for (let left = seconds; left > 0 && this.ended(pod, run) === undefined; left--) {
      await pass(SECOND);
      if (this.running(pod.name).starts !== run.starts) {
        throw new ExecError('unreachable', 'The container has ended');
      }
    }

    return `${ run.id }\n${ this.ended(pod, run) ?? 'running' }\n`;
  }

  /** Its exit code, and its words. */
  private ended(pod: Pod, { name, id }: Run): string | undefined {
    switch (name) {
      case 'cleanup': return pod.cleanup.id !== id || pod.cleanup.state === 'running' ? undefined : pod.cleanup.state === 'finished' ? '0' : '1\nnodetool: No space left';
      case 'drain': return pod.mode === 'DRAINED' ? '0' : undefined;
      case 'decommission': return pod.decommissionError !== undefined ? `2\nnodetool: ${ pod.decommissionError }` : pod.mode === 'DECOMMISSIONED' ? '0' : undefined;
    }
  }

  private running(name: string): Pod {
    const pod = this.model.podNamed(name);

    if (!pod?.running) {
      throw new ExecError('notFound', `container not found in pod "${ name }"`);
    }

    return pod;
  }

  private status(pod: Pod): string {
    const ring = this.model.status(pod);

    return ring ? renderStatus({ ...ring, datacenters: ring.datacenters.map((each) => ({ ...each, nodes: each.nodes.map((node) => ({ ...node, hostId: hostId(node.hostId) })) })) }, LAYOUTS['4.0']!) : 'nodetool: Failed to connect';
  }
}

function hostId(uid: string | undefined): string {
  return `00000000-0000-4000-8000-${ (uid ?? '').replace(/\D/g, '').padStart(12, '0') }`;
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
