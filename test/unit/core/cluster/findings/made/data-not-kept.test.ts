import { expect, it } from 'vitest';

import { codesOf, ours, SPEC, unchosen, type Edit } from './facts';

const MOUNT = /- name: data\n +mountPath: \/var\/lib\/cassandra/;
const path = 'spec.template.spec.containers[cassandra]';

it('finds data in an emptyDir', () => {
  expect(unchosen(ours(SPEC, [[MOUNT, '- { name: scratch, mountPath: /var/lib/cassandra }'], [/ +containers:\n/, '      volumes: [{ name: scratch, emptyDir: {} }]\n$&']]))).toEqual([{
    code:     'dataNotKept',
    severity: 'critical',
    args:     { path: '/var/lib/cassandra' },
    evidence: [`${ path }.image: cassandra:5.0`, `${ path }.volumeMounts[/var/lib/cassandra]: scratch (emptyDir)`],
  }]);
});

it.each<[string, Edit[]]>([
  ['a volume somewhere else', [[MOUNT, '- { name: data, mountPath: /data }']]],
  ['a volume for the commit log only', [[MOUNT, '- { name: data, mountPath: /var/lib/cassandra/commitlog }']]],
  ['the path of another image', [['image: cassandra:5.0', 'image: docker.io/bitnamilegacy/cassandra:5.0.5']]],
])('finds %s', (_, edits) => {
  expect(codesOf(unchosen(ours(SPEC, edits)))).toContain('dataNotKept');
});

it.each<[string, Edit[]]>([
  ['a volume of the data alone', [[MOUNT, '- { name: data, mountPath: /var/lib/cassandra/data/ }']]],
  ['a directory of the host', [[MOUNT, '- { name: disk, mountPath: /var/lib/cassandra }'], [/ +containers:\n/, '      volumes: [{ name: disk, hostPath: { path: /mnt/disk } }]\n$&']]],
  ['an option that moves the data', [[MOUNT, '- { name: data, mountPath: /data }'], ['env:\n', 'env:\n            - { name: JVM_EXTRA_OPTS, value: -Dcassandra.storagedir=/data }\n']]],
])('takes %s', (_, edits) => {
  expect(codesOf(unchosen(ours(SPEC, edits)))).toEqual([]);
});
