import type { ClusterContext } from './store';

/** A container of a pod. */
export interface ContainerRef {
  readonly namespace: string;
  readonly pod: string;
  /** The first one if left out. */
  readonly container?: string;
}

/** Windows for a container: the host's own for its log and a shell, and shells in which something is typed first. */
export type WindowKind = 'logs' | 'shell' | TerminalKind;
export type TerminalKind = 'cqlsh' | 'nodetool';

/** What the host calls the components. */
const LOGS = { component: 'ContainerLogs', icon: 'file' };
const SHELL = { component: 'ContainerShell', icon: 'terminal' };

/**
 * Opens the host's window for a container, or brings it to the front: there is one of each kind for each pod.
 *
 * @param typed a line that is typed into a shell as soon as it is connected; every Rancher since 2.8 can do that
 * @returns false if the host does not have the pod, and cannot get it
 */
export async function openWindow(context: ClusterContext, kind: WindowKind, { namespace, pod, container }: ContainerRef, typed?: string): Promise<boolean> {
  const id = `${ namespace }/${ pod }`;
  const model = await modelOf(context, id);

  if (!model) {
    return false;
  }
  await context.store.dispatch('wm/open', {
    id:    `${ id }-${ kind }`,
    label: kind === 'logs' || kind === 'shell' ? pod : `${ pod }: ${ kind }`,
    ...(kind === 'logs' ? LOGS : SHELL),
    attrs: { pod: model, initialContainer: container, ...(typed !== undefined && { commandOnFirstConnect: `${ typed }\n` }) },
  });

  return true;
}

/** Where pods are not read live, as in a list of clusters, the host does not have it yet. A window needs no news of it. */
async function modelOf({ store }: ClusterContext, id: string): Promise<object | undefined> {
  const known = store.getters['cluster/byId']('pod', id);

  if (known) {
    return known;
  }
  const found = await store.dispatch('cluster/find', { type: 'pod', id, opt: { watch: false } }).catch(() => undefined);

  return typeof found === 'object' && found !== null ? found : undefined;
}
