import { typedWord } from '../../connect/typed';
import { nodetool } from '../../nodetool/command';
import type { CqlNode } from '../session';
import type { Due } from './replication-change';
import { nodesOf, type RingSummary } from './ring-summary';

/** Where nodetool is run for a node. */
export interface NodetoolPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
}

/** What is to be run for one thing that is due, and where. */
export interface DueCommands {
  readonly due: Due;
  /** As it is typed on a node. */
  readonly command: string;
  /** The same for each node with a pod here, one line each, for a shell with kubectl. They are meant to run one after another. */
  readonly script: string;
  readonly pods: readonly string[];
  /** Addresses of nodes that have no pod here, where it is due too. */
  readonly elsewhere: readonly string[];
}

/**
 * The commands for what a change of replication makes due.
 *
 * @param nodes of the ring
 * @param placeOf of a pod
 */
export function dueCommands(keyspace: string, dues: readonly Due[], ring: RingSummary, nodes: readonly CqlNode[], placeOf: (pod: string) => NodetoolPlace): DueCommands[] {
  return dues.map((due) => {
    const concerned = nodes.filter(({ datacenter }) => due.datacenter === '' || datacenter === due.datacenter);
    const pods = concerned.flatMap(({ pod }) => pod ?? []);
    const args = argsOf(keyspace, due, coversRing(due, dues, ring));

    return {
      due,
      command:   line(['nodetool', ...args]),
      script:    pods.map((pod) => scriptLine(placeOf(pod), nodetool(...args))).join('\n'),
      pods,
      elsewhere: concerned.filter(({ pod }) => pod === undefined).map(({ host }) => host),
    };
  });
}

function argsOf(keyspace: string, { action, source }: Due, isEverywhere: boolean): string[] {
  switch (action) {
  // With -pr each range is repaired once instead of once for each copy; that is all of it only if every node of the ring does so.
  case 'repair': return ['repair', '-full', ...(isEverywhere ? ['-pr'] : []), keyspace];
  case 'rebuild': return ['rebuild', '-ks', keyspace, ...(source === undefined ? [] : ['--', source])];
  case 'cleanup': return ['cleanup', keyspace];
  }
}

/** Whether the same is due on every node of the ring at that time. */
function coversRing({ action, when, datacenter }: Due, dues: readonly Due[], ring: RingSummary): boolean {
  const places = new Set(dues.filter((due) => due.action === action && due.when === when).map((due) => due.datacenter));

  return datacenter === '' || ring.every((each) => nodesOf(each) === 0 || places.has(each.name));
}

function scriptLine({ namespace, pod, container }: NodetoolPlace, command: readonly string[]): string {
  return line(['kubectl', 'exec', '-n', namespace, pod, ...(container === undefined ? [] : ['-c', container]), '--', ...command]);
}

/** Unlike what is typed into a terminal, what is copied may have any letters; it only must not be more than one word. */
function line(words: readonly string[]): string {
  return words.map((word) => /^-{1,2}[a-z]*$/.test(word) ? word : typedWord(word) ?? `'${ word.replaceAll(`'`, `'\\''`) }'`).join(' ');
}
