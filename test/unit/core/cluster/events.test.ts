import type { Event } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';

import { findClusters } from '../../../../pkg/cassandra/core/cluster/cluster';
import { clusterEvents } from '../../../../pkg/cassandra/core/cluster/events';
import type { RelatedObject } from '../../../../pkg/cassandra/core/cluster/related';
import { ownStatefulSet } from './objects';

const cluster = findClusters([ownStatefulSet('db')])[0]!;

const related = [['StatefulSet', 'db'], ['Service', 'db'], ['Job', 'db-auth']].map(([kind = '', name = '']): RelatedObject => ({
  group: '', kind, name, namespace: 'prod', relations: ['made'], presence: 'there',
}));

const event = (kind: string, name: string, rest: Partial<Event> = {}): Event => ({
  metadata: { name: `${ name }.1`, namespace: 'prod', uid: `${ kind }/${ name }` }, involvedObject: { kind, name, namespace: 'prod' }, lastTimestamp: '2026-11-23T12:00:00Z', ...rest,
});

const keys = (...events: Event[]) => clusterEvents(events, cluster, related).map(({ key }) => key);

describe('clusterEvents', () => {
  it('takes those of the cluster\'s objects, and of pods and claims that are gone', () => {
    expect(keys(event('StatefulSet', 'db'), event('Pod', 'db-7'), event('Pod', 'db-auth-x9'), event('PersistentVolumeClaim', 'data-db-7'), event('Service', 'db'))).toHaveLength(5);
  });

  it.each<[string, Event]>([
    ['a pod of a set whose name begins alike', event('Pod', 'db-2-0')],
    ['a pod of no set', event('Pod', 'db-client-7f9')],
    ['a claim of another set', event('PersistentVolumeClaim', 'data-other-0')],
    ['a Service of another name', event('Service', 'web')],
    ['another kind of the same name', event('Deployment', 'db')],
    ['the same name in another namespace', event('Service', 'db', { metadata: { name: 'x', namespace: 'staging' } })],
  ])('passes over %s', (_, other) => expect(keys(other)).toEqual([]));

  it('puts the newest first, whichever of the four times Kubernetes fills in', () => {
    expect(keys(
      event('Pod', 'db-0', { lastTimestamp: '2026-11-23T12:00:01Z' }),
      event('Pod', 'db-1', { lastTimestamp: undefined, eventTime: '2026-11-23T12:00:03.000000Z' }),
      event('Pod', 'db-2', { series: { count: 4, lastObservedTime: '2026-11-23T12:00:04.000000Z' } }),
      event('Pod', 'db-3', { lastTimestamp: undefined, metadata: { name: 'x', namespace: 'prod', uid: 'made', creationTimestamp: '2026-11-23T12:00:02Z' } }),
    )).toEqual(['Pod/db-2', 'Pod/db-1', 'made', 'Pod/db-0']);
  });

  it('says how often, since when, and whether it is a warning', () => {
    const [warning, normal] = clusterEvents([
      event('Pod', 'db-0', { type: 'Warning', reason: 'Unhealthy', message: ' refused \n', count: 12, firstTimestamp: '2026-11-23T11:00:00Z', lastTimestamp: '2026-11-23T12:00:01Z' }),
      event('Pod', 'db-1', { type: 'Normal', eventTime: undefined }),
    ], cluster, related);

    expect(warning).toEqual({
      key: 'Pod/db-0', isWarning: true, reason: 'Unhealthy', kind: 'Pod', name: 'db-0', message: 'refused', count: 12, first: Date.parse('2026-11-23T11:00:00Z'), last: Date.parse('2026-11-23T12:00:01Z'),
    });
    expect(normal).toMatchObject({ isWarning: false, count: 1, first: Date.parse('2026-11-23T12:00:00Z') });
  });
});
