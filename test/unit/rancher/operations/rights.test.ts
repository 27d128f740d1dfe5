import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { CHANGE_RIGHTS, CLUSTER_VIEW_RIGHTS, EXEC_RIGHT, OPERATION_RIGHTS, operationParts, QUERY_RIGHTS, rightsFor, VIEW_RIGHTS, type Right } from '../../../../pkg/cassandra/rancher/operations/rights';
import { FakeHost } from '../fake-host';

interface Role {
  kind: string;
  metadata: { name: string };
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
}

function rolesIn(file: string): Map<string, string[]> {
  const roles = loadAll(readFileSync(`assets/rbac/${ file }`, 'utf8')).filter((each): each is Role => (each as Role | null)?.kind === 'ClusterRole');

  return new Map(roles.map(({ metadata, rules }) => [metadata.name, each(rules.flatMap(({ apiGroups, resources, verbs }) => apiGroups.flatMap((group) => resources.map((resource) => ({ group, resource, verbs })))))]));
}

/** One line for each verb on each resource, each once. */
function each(rights: readonly Right[]): string[] {
  return [...new Set(rights.flatMap(({ group = '', resource, verbs }) => verbs.map((verb) => `${ group } ${ resource } ${ verb }`)))].sort();
}

describe('the roles in assets', () => {
  it('give what is needed, and no more', () => {
    expect(Object.fromEntries(rolesIn('view.yaml'))).toStrictEqual({
      'cassandra-for-rancher-view':       each(VIEW_RIGHTS),
      'cassandra-for-rancher-view-hosts': each(CLUSTER_VIEW_RIGHTS),
    });
    expect(Object.fromEntries(rolesIn('operate.yaml'))).toStrictEqual({
      'cassandra-for-rancher-operate': each([...VIEW_RIGHTS, EXEC_RIGHT, ...QUERY_RIGHTS, ...CHANGE_RIGHTS, ...Object.values(OPERATION_RIGHTS)]),
    });
  });
});

/** The columns of the table in the README. */
function columnsOfReadme(): string[][] {
  const rows = readFileSync('README.md', 'utf8').split('\n').filter((line) => /^\| .*`[\w/]+`/.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  const rightsIn = (column: number, isWide: boolean) => rows.filter(([first = '']) => first.startsWith('In the whole cluster') === isWide).flatMap(([first = '', ...cells]): Right[] => {
    const verbs = cells[column]?.split(', ').filter(Boolean) ?? [];

    return [...first.matchAll(/`([\w/]+)`(?: \(([\w.]+)\))?/g)].map(([, resource = '', group = '']) => ({ group, resource, verbs }));
  });

  return [rightsIn(0, true), ...[0, 1, 2, 3, 4].map((column) => rightsIn(column, false))].map(each);
}

describe('the table in the README', () => {
  it('says what is needed, and no more', () => {
    expect(columnsOfReadme()).toStrictEqual([CLUSTER_VIEW_RIGHTS, VIEW_RIGHTS, [EXEC_RIGHT], QUERY_RIGHTS, Object.values(OPERATION_RIGHTS), CHANGE_RIGHTS].map(each));
  });
});

describe('the rights for an operation', () => {
  it('are asked for one by one, with nodetool', async() => {
    const host = new FakeHost();
    const facts = await rightsFor(host.context, 'db', ['setReplicas', 'deletePod']);

    expect(facts).toStrictEqual(['get statefulsets.apps', 'patch statefulsets.apps', 'delete pods', 'create pods/exec'].map((what) => ({ allowed: true, what })));
  });

  it('are refused by name', async() => {
    const host = new FakeHost();

    host.denied.add('delete persistentvolumeclaims').add('get pods/exec');
    const facts = await rightsFor(host.context, 'db', ['lease', 'deleteClaim']);

    expect(facts.filter(({ allowed }) => !allowed)).toStrictEqual([
      { allowed: false, what: 'delete persistentvolumeclaims', reason: 'You are not allowed to delete persistentvolumeclaims in namespace "db"' },
      { allowed: false, what: 'get pods/exec', reason: 'You are not allowed to get pods/exec in namespace "db"' },
    ]);
  });

  it('are not there where shells are switched off', async() => {
    const host = new FakeHost();

    host.getters['features/get'] = () => false;
    expect((await rightsFor(host.context, 'db', [])).at(-1)).toMatchObject({ allowed: false, what: 'create pods/exec' });
  });
});

describe('the parts of an operation', () => {
  it.each([
    ['scaleUp', 'delete', []], ['cleanup', 'keep', []], ['start', 'keep', []], ['restart', 'keep', ['deletePod']], ['stop', 'keep', ['deletePod']],
    ['scaleDown', 'keep', ['deletePod', 'markClaim']], ['scaleDown', 'delete', ['deletePod', 'markClaim', 'deleteClaim']],
  ] as const)('of %s, with claims to %s', (kind, claims, more) => {
    expect(operationParts(kind, claims)).toStrictEqual(['lease', 'setReplicas', ...more]);
  });
});
