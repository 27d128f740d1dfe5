import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { parseStatus } from '../../../../pkg/cassandra/core/nodetool/status';

const FOLDER = join(__dirname, '../../recorded');
const recorded = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.startsWith('nodetool-status') && name.endsWith('.txt')) : [];
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

describe.runIf(recorded.length > 0)('what real nodes printed', () => {
  it.each(recorded.filter((name) => /status-\d/.test(name)))('%s is read completely', (name) => {
    const rows = read(name).split('\n').filter((line) => /^[UD?][NLJM] /.test(line));
    const nodes = parseStatus(read(name)).datacenters.flatMap((datacenter) => datacenter.nodes);

    expect(rows.length).toBeGreaterThan(0);
    expect(nodes).toHaveLength(rows.length);
    for (const node of nodes) {
      expect(node).toMatchObject({ up: expect.any(Boolean), load: expect.any(Number), hostId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    }
  });
});
