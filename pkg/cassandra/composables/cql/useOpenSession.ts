import { computed, type ComputedRef } from 'vue';
import type { CqlNode, CqlSession } from '../../core/cql/session';
import { useCql } from './connection';

export interface OpenSession {
  /** Undefined while there is none, also for the moment of connecting anew. */
  readonly session: ComputedRef<CqlSession | undefined>;
  readonly nodes: ComputedRef<readonly CqlNode[]>;
}

/** The session of the page that a component is on. */
export function useOpenSession(): OpenSession {
  const cql = useCql();

  return {
    session: computed(() => cql?.state.value.kind === 'open' ? cql.state.value.session : undefined),
    nodes:   computed(() => cql?.nodes.value ?? []),
  };
}
