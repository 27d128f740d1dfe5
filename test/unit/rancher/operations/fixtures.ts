import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { Intent } from '../../../../pkg/cassandra/core/operations/intent';
import type { FakeObject } from '../fake-host';
import type { FakeApi } from './fake-api';

export const SET = '/apis/apps/v1/namespaces/db/statefulsets/ring';
export const CARRIER = { namespace: 'db', name: 'ring' };

export const INTENT: Intent = {
  id: 'op-1', kind: 'scaleUp', from: { ring: 3 }, targets: { ring: 4 }, claims: 'keep', force: false, cleanup: 'do', startedBy: 'Ann', startedAt: 1_700_000_000_000, done: [],
};

export function statefulSet(replicas = 3, annotations: Record<string, string> = {}): FakeObject {
  const set: StatefulSet = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'ring', namespace: 'db', annotations }, spec: { replicas, serviceName: 'ring', selector: {}, template: {} } };

  return set as FakeObject;
}

export function setIn(api: FakeApi): StatefulSet {
  return api.objects.get(SET) as StatefulSet;
}

/** Somebody else is quicker, so many times. */
export function outrun(api: FakeApi, path: string, times: number): void {
  let left = times;

  api.before = ({ method }) => {
    if (method === 'PATCH' && left-- > 0) {
      api.touch(path);
    }
  };
}
