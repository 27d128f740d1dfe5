import type { StatefulSet } from 'kubernetes-types/apps/v1';

/** What is used here of the host's models; they come untyped. */
interface HostModel {
  readonly type?: string;
  currentRouter(): { currentRoute: { value: { params: { cluster?: string } } }; push(to: object): Promise<unknown> };
}

/**
 * The StatefulSet in a model that the host hands out, on its pages and in its lists. Models are live, so that this is
 * reactive inside of `computed`.
 *
 * @returns undefined for a model of another type, and where the host has none to give
 */
export function statefulSetOf(model: unknown): StatefulSet | undefined {
  return (model as HostModel | undefined)?.type === 'apps.statefulset' ? model as StatefulSet : undefined;
}

/** Leaves the page of the host that a model is shown on for another one in the same Kubernetes cluster. */
export async function goFrom(model: unknown, page: (clusterId: string) => object): Promise<void> {
  const router = (model as HostModel).currentRouter();

  await router.push(page(router.currentRoute.value.params.cluster ?? ''));
}
