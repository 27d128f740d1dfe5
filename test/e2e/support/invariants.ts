// What must hold at each moment of an operation, looked at from outside: by kubectl and by nodetool in a node that stays.
import { nodetool } from '../../../pkg/cassandra/core/nodetool/command';
import { parseStatus, type NodeStatus } from '../../../pkg/cassandra/core/nodetool/status';
import { follow, type Following } from './lab';

export interface WatchOptions {
  namespace: string;
  /** Of the cluster; its StatefulSets are called so, or begin so. */
  name: string;
  /** Pods that may be asked for the ring: the first one that answers. */
  observers: readonly string[];
  /** So many nodes may be down at once; any number if left out. */
  mostDown?: number;
}

export interface RingWatch {
  /** Ends the watch. Throws if anything did not hold at any time, or nothing was seen. */
  stop(): Promise<void>;
}

const SAMPLE_EACH_MS = 3_000;
const ANSWER_MS = 60_000;
const WATCHED = {
  sets:   ['statefulsets', '{.type}|{.object.metadata.name}|{.object.spec.replicas}{"\\n"}'],
  pods:   ['pods', '{.type}|{.object.metadata.name}|{.object.status.podIP}{"\\n"}'],
  claims: ['persistentvolumeclaims', '{.type}|{.object.metadata.name}|{.object.metadata.deletionTimestamp}{"\\n"}'],
} as const;
/** A ring for each line that comes in. It ends with the connection, and in any case some time. */
const ASK = `while read -r _; do ${ nodetool('status').join(' ') } 2>&1; echo END; done`;
const LOOP = ['timeout', '3600', 'sh', '-c', ASK];

/** Something was taken away at a moment; a look at the ring that begins after it must no longer find the node. */
interface Taken {
  what: string;
  pod: string;
  address: string;
  at: number;
}

/**
 * Watches a ring until it is told to stop: never two nodes that join, leave or move at once, no smaller number of replicas
 * before the node is gone from the ring, and no claim deleted before that.
 */
export function watchRing({ namespace, name: cluster, observers, mostDown = Infinity }: WatchOptions): RingWatch {
  const violations: string[] = [];
  const replicas = new Map<string, number>();
  const addresses = new Map<string, string>();
  const goneClaims = new Set<string>();
  const followed = new Map<string, Following>();
  let taken: Taken[] = [];
  let looks = 0;
  let stopped = false;
  const isOwn = (set: string) => set === cluster || set.startsWith(`${ cluster }-`);

  function keepFollowing(what: keyof typeof WATCHED, onEvent: (type: string, name: string, value: string) => void): void {
    const [resource, path] = WATCHED[what];

    followed.set(what, follow(['get', resource, '-n', namespace, '--watch', '--output-watch-events', '-o', `jsonpath=${ path }`], (line) => {
      const [type = '', name = '', value = ''] = line.split('|');

      onEvent(type, name, value);
    }, () => {
      // The API server ends each watch after a while.
      if (!stopped) {
        setTimeout(() => !stopped && keepFollowing(what, onEvent), 500);
      }
    }));
  }

  function take(what: string, pod: string): void {
    const address = addresses.get(pod);

    if (address) {
      taken.push({ what, pod, address, at: Date.now() });
    }
  }

  keepFollowing('pods', (type, name, address) => {
    if (type !== 'DELETED' && address) {
      addresses.set(name, address);
    }
  });
  keepFollowing('sets', (type, name, text) => {
    if (!isOwn(name)) {
      return;
    }
    const before = replicas.get(name) ?? 0;
    const now = type === 'DELETED' ? before : Number(text || 0);

    for (let ordinal = now; ordinal < before; ordinal++) {
      take(`StatefulSet ${ name } was set from ${ before } to ${ now }`, `${ name }-${ ordinal }`);
    }
    replicas.set(name, now);
  });
  keepFollowing('claims', (type, claim, deleted) => {
    const [, set = '', ordinal = ''] = /^data-(.+)-(\d+)$/.exec(claim) ?? [];

    if (!isOwn(set)) {
      return;
    }
    if (type === 'ADDED' && !deleted) {
      goneClaims.delete(claim);
    }
    if ((type === 'DELETED' || deleted) && !goneClaims.has(claim)) {
      goneClaims.add(claim);
      if (Number(ordinal) < (replicas.get(set) ?? 0)) {
        violations.push(`claim ${ claim } was deleted while its pod was asked for`);
      }
      take(`claim ${ claim } was deleted`, `${ set }-${ ordinal }`);
    }
  });

  function judge(nodes: readonly NodeStatus[], begunAt: number): void {
    const moving = nodes.filter(({ state }) => state !== 'normal');
    const down = nodes.filter(({ up }) => up === false);
    const due = taken.filter(({ at }) => at <= begunAt);

    if (moving.length > 1) {
      violations.push(`${ moving.length } nodes move at once: ${ moving.map(({ address, state }) => `${ address } ${ state }`).join(', ') }`);
    }
    if (down.length > mostDown) {
      violations.push(`${ down.length } nodes are down at once: ${ down.map(({ address }) => address).join(', ') }`);
    }
    for (const { what, pod, address } of due) {
      if (nodes.some((node) => node.address === address)) {
        violations.push(`${ what } while ${ pod } (${ address }) was in the ring`);
      }
    }
    taken = taken.filter((each) => !due.includes(each));
    looks++;
  }

  async function look(ask: (observer: string) => Promise<string>, observer: string): Promise<boolean> {
    const begunAt = Date.now();

    try {
      judge(parseStatus(await ask(observer)).datacenters.flatMap(({ nodes }) => nodes), begunAt);

      return true;
    } catch {
      return false; // it restarts, or the connection was lost: the next one is asked
    }
  }

  const asking = new Asker(namespace);
  const looking = (async() => {
    let turn = 0;

    for (let misses = 0; ;) {
      if (stopped && taken.length === 0) {
        break;
      }
      const observer = observers[turn % observers.length] ?? '';
      const seen = await look((pod) => asking.ask(pod), observer);

      turn += Number(!seen);
      misses = seen ? 0 : misses + 1;
      if (stopped && misses > observers.length * 3) {
        violations.push(`nobody could be asked in the end; open: ${ taken.map(({ what }) => what).join(', ') }`);
        break;
      }
      await new Promise((resolve) => {
        setTimeout(resolve, seen && !stopped ? SAMPLE_EACH_MS : 1_000);
      });
    }
  })();

  return {
    async stop() {
      stopped = true;
      await looking;
      asking.end();
      followed.forEach((each) => each.end());
      if (looks < 2 || replicas.size === 0 || addresses.size === 0) {
        violations.push(`hardly anything was seen: ${ looks } looks at the ring, ${ replicas.size } StatefulSets, ${ addresses.size } pods`);
      }
      if (violations.length > 0) {
        throw new Error(violations.join('\n'));
      }
    },
  };
}

/** Runs `nodetool status` by one exec that stays open: a kubectl for each would cost as much again. */
class Asker {
  private pod = '';
  private loop: Following | undefined;
  private lines: string[] = [];
  private settle: { resolve(text: string): void; reject(error: Error): void } | undefined;

  constructor(private readonly namespace: string) {}

  ask(pod: string): Promise<string> {
    if (pod !== this.pod || !this.loop) {
      this.end();
      this.begin(pod);
    }

    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail('no answer'), ANSWER_MS);

      this.lines = [];
      this.settle = {
        resolve: (text) => {
          clearTimeout(timer);
          resolve(text);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.loop?.write('\n');
    });
  }

  end(): void {
    this.loop?.end();
    this.loop = undefined;
  }

  private begin(pod: string): void {
    this.pod = pod;
    this.loop = follow(['exec', '-i', '-n', this.namespace, pod, '-c', 'cassandra', '--', ...LOOP], (line) => {
      if (line === 'END') {
        this.settle?.resolve(`${ this.lines.join('\n') }\n`);
      } else {
        this.lines.push(line);
      }
    }, () => this.fail('the connection has ended'));
  }

  private fail(why: string): void {
    this.end();
    this.settle?.reject(new Error(why));
  }
}
