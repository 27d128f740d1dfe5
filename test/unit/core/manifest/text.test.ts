import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compose, defaultSpec, toYaml } from '../../../../pkg/cassandra/core/manifest';
import { parseObjects } from '../../../../pkg/cassandra/core/manifest/text';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\n';
const errorOf = (text: string) => {
  const read = parseObjects(text);

  return 'error' in read ? read.error : undefined;
};
const names = (text: string) => {
  const read = parseObjects(text);

  return 'objects' in read ? read.objects.map(({ kind, metadata }) => `${ kind }/${ metadata?.name }`) : read.error;
};

describe('parseObjects', () => {
  it('reads what toYaml writes', () => {
    const objects = compose({ ...defaultSpec('db', 'prod'), clusterName: '2026-11-23', datacenter: 'no' });

    expect(parseObjects(toYaml(objects))).toEqual({ objects });
  });

  it('takes empty documents, comments, Lists, JSON and fields without a value', () => {
    expect(names(`# mine\n---\n${ service }---\n---\n# nothing\n`)).toEqual(['Service/db']);
    expect(names(`apiVersion: v1\nkind: List\nitems:\n- ${ service.trim().replace(/\n/g, '\n  ') }\n`)).toEqual(['Service/db']);
    expect(names('{"apiVersion":"v1","kind":"Service","metadata":{"name":"db"}}')).toEqual(['Service/db']);
    expect(names('')).toEqual([]);
    expect(parseObjects(`${ service }  labels:\nspec:\n  selector:\n`)).toEqual({ objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: {} }] });
  });

  it('keeps texts that older YAML would take for something else', () => {
    expect(parseObjects(`${ service }  annotations: { on: yes, at: 2026-11-23 }`)).toMatchObject({ objects: [{ metadata: { annotations: { on: 'yes', at: '2026-11-23' } } }] });
  });

  it.each<[string, string, object]>([
    ['a bad indent', `${ service } x: 1\n`, { code: 'syntax', line: 5, column: 2 }],
    ['a tab', `${ service }spec:\n\tx: 1\n`, { code: 'syntax', line: 6 }],
    ['an open quote', 'kind: "Service\n', { code: 'syntax', line: 2 }],
    ['a key twice', `${ service }kind: Secret\n`, { code: 'syntax', line: 5 }],
    ['plain text', `${ service }---\n\nhello\n`, { code: 'notObject', line: 7 }],
    ['no name', `${ service }---\n\napiVersion: v1\nkind: Service\nmetadata: {}\n`, { code: 'notObject', line: 7 }],
    ['an object twice', `${ service }---\n${ service }`, { code: 'duplicate', params: { kind: 'Service', name: 'db' }, line: 6 }],
    ['a number as a text', `${ service }spec:\n  ports:\n    - port: 1\n      name: 9042\n`, { code: 'text', params: { kind: 'Service', name: 'db', path: 'spec.ports[0].name' }, line: 7 }],
    ['a map as a list', `${ service }spec:\n  ports:\n    port: 1\n`, { code: 'list', params: { path: 'spec.ports' }, line: 6 }],
    ['a list as a map', `${ service }spec:\n- a\n`, { code: 'map', params: { path: 'spec' }, line: 5 }],
    ['a label that is a number', `${ service }  labels:\n    a: 1\n`, { code: 'text', params: { path: 'metadata.labels.a' }, line: 5 }],
    ['a text as a number', 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: { replicas: "3" }\n', { code: 'number', params: { path: 'spec.replicas' }, line: 4 }],
  ])('says where there is %s', (_, text, error) => {
    expect(errorOf(text)).toMatchObject(error);
  });

  it('looks only into the kinds that it knows', () => {
    expect(names('apiVersion: acme.org/v1\nkind: Service\nmetadata: { name: db }\nspec: { ports: 1 }')).toEqual(['Service/db']);
  });

  it('gives an answer to any text, in the text', () => {
    const piece = fc.oneof(fc.constantFrom('apiVersion: v1\n', 'kind: Service\n', 'metadata: {name: a}\n', 'metadata:\n', '  name: a\n', 'spec:\n', '  - ', '---\n', '[', '}', ': ', '&a ', '*a', '!!binary x', '|\n', '\t', '"'), fc.string({ maxLength: 4 }));

    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const error = errorOf(text);

      expect(error?.line ?? 1).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length + 1);
    }), { numRuns: 1000 });
  });
});
