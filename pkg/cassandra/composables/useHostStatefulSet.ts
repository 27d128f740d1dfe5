import type { StatefulSet } from 'kubernetes-types/apps/v1';
import { computed, type ComputedRef } from 'vue';
import { statefulSetOf } from '../rancher/host-row';

/** The StatefulSet that a page of the host is about, live; undefined if it is about something else. */
export function useHostStatefulSet(model: () => unknown): ComputedRef<StatefulSet | undefined> {
  return computed(() => statefulSetOf(model()));
}
