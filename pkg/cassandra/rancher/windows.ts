import type { ClusterContext } from './store';

/** A container of a pod. */
export interface ContainerRef {
  readonly namespace: string;
  readonly pod: string;
  /** The first one if left out. */
  readonly container?: string;
}

/** The windows of the host, by what it calls their components. */
const WINDOWS = {
  logs:  { component: 'ContainerLogs', icon: 'file' },
  shell: { component: 'ContainerShell', icon: 'terminal' },
} as const;

/**
 * Opens the host's own window for a container, or brings it to the front: the host has one of each kind for each pod.
 *
 * @returns false if the host does not have the pod, which it has when pods are read live
 */
export async function openWindow({ store }: ClusterContext, kind: keyof typeof WINDOWS, { namespace, pod, container }: ContainerRef): Promise<boolean> {
  const id = `${ namespace }/${ pod }`;
  const model = store.getters['cluster/byId']('pod', id);

  if (!model) {
    return false;
  }
  const { component, icon } = WINDOWS[kind];

  await store.dispatch('wm/open', { id: `${ id }-${ kind }`, label: pod, icon, component, attrs: { pod: model, initialContainer: container } });

  return true;
}
