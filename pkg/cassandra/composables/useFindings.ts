import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Facts } from '../core/cluster/facts';
import { findAll, type Finding } from '../core/cluster/findings';

/** What facts come from is shown first, and facts that change together are looked at once. */
const AFTER_MS = 250;

/** What is found in facts, a moment after they changed: with a thousand nodes that takes longer than drawing them. */
export function useFindings(facts: Readonly<Ref<Facts | undefined>>): Readonly<ShallowRef<readonly Finding[] | undefined>> {
  const findings = shallowRef<readonly Finding[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(facts, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      findings.value = facts.value && findAll(facts.value);
    }, AFTER_MS);
  }, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));

  return findings;
}
