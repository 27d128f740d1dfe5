import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultSpec } from '../../../../../pkg/cassandra/core/manifest/spec';
import { members, podNames } from '../../../../../pkg/cassandra/core/manifest/topology';
import { TURN_SCRIPT, waitForTurn } from '../../../../../pkg/cassandra/core/manifest/inside/turn';
import { programs, runScript, temporary } from './run-script';

const ring = (...nodes: number[]) => ({ ...defaultSpec('db', 'prod'), racks: nodes.map((count, index) => ({ name: `r${ index }`, nodes: count })) });

/** What the script is told, and would wait for: none for the first node of all. */
function predecessor(spec: ReturnType<typeof ring>, pod: string): string | undefined {
  const member = members(spec).find(({ name }) => pod.startsWith(`${ name }-`))!;
  const [, set, lower] = waitForTurn(spec, member)[0]!.args!;
  const ordinal = Number(pod.slice(member.name.length + 1)) - Number(lower);

  return ordinal < 0 ? undefined : `${ set }-${ ordinal }`;
}

describe('the order in which nodes join', () => {
  it('is from rack to rack, and no question within one', () => {
    const spec = ring(2, 2, 2);

    expect(podNames(spec).map((pod) => predecessor(spec, pod))).toEqual([undefined, 'db-r2-0', 'db-r0-0', 'db-r0-1', 'db-r1-0', 'db-r1-1']);
    expect(waitForTurn(ring(3), members(ring(3))[0]!)).toEqual([]);
  });

  it('lets all join, one at a time, in racks as even as the form makes them', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 20 }), (racks, nodes) => {
      const spec = ring(...Array.from({ length: racks }, (_, index) => Math.floor((nodes + racks - 1 - index) / racks)));
      const waits = podNames(spec).map((pod) => predecessor(spec, pod)).filter((pod) => pod !== undefined);

      expect(new Set(waits).size).toBe(waits.length); // nobody has two successors, who would join together
      expect(podNames(spec)).toEqual(expect.arrayContaining(waits)); // nobody waits in vain
    }));
  });
});

describe('a node', () => {
  /** Runs the script as the pod `hostname`, in a cluster where `known` names exist, of which `open` have joined. */
  function wait(hostname: string, lower: string, known: string[], joins: { open: string; after: number } = { open: '', after: 0 }, data = temporary()) {
    const state = temporary();
    const path = programs({
      timeout: `echo x >>${ state }/tries; [ "$5" = '${ joins.open }' ] && (($(wc -l <${ state }/tries) > ${ joins.after }))`,
      getent:  `case " ${ known.join(' ') } " in *" $2 "*) ;; *) exit 2 ;; esac`,
      sleep:   '/bin/sleep 0.05',
    });

    return runScript(TURN_SCRIPT, [data, 'db-c', lower, 'db', '9042', '1'], { path, env: { HOSTNAME: hostname } });
  }

  it('waits for the one before it, and says so once', () => {
    expect(wait('db-a-1', '1', ['db-c-0.db'], { open: 'db-c-0.db', after: 3 })).toEqual({ status: 0, stderr: '', stdout: 'Waiting until db-c-0.db has joined\ndb-c-0.db has joined\n' });
  });

  it('that is the first of all joins at once', () => {
    expect(wait('db-a-0', '1', [])).toEqual({ status: 0, stderr: '', stdout: '' });
  });

  it('joins all the same if there is no such node, since racks may differ in size', () => {
    expect(wait('db-b-7', '0', [])).toEqual({ status: 0, stderr: '', stdout: 'Waiting for db-c-7.db, which is not there yet\nThere is no db-c-7.db\n' });
  });

  it('that has data starts at once', () => {
    const data = temporary();

    mkdirSync(join(data, 'data/system'), { recursive: true });
    expect(wait('db-b-7', '0', [], undefined, data).stdout).not.toBe('');
    writeFileSync(join(data, 'data/system/local'), '');
    expect(wait('db-b-7', '0', [], undefined, data)).toEqual({ status: 0, stderr: '', stdout: '' });
  });
});
