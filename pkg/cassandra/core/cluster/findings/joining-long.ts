import type { Check } from './finding';
import { databaseOf, isSeen, MINUTE, podEvidence, podNamed, rowsOf, statusLine } from './observed';

/** Bytes a second: how fast a node streams by default, since before 4.0. */
const STREAMING = 24 * 1024 ** 2;

/** Starting, gossip and tables take this long whatever the data. */
const LEAST_MS = 15 * MINUTE;

/** Nodes that join for more than twice the time that the data of an average node takes at the default speed. */
export const joiningLong: Check = {
  code: 'joiningLong',
  find(facts) {
    const seen = rowsOf(facts).filter(isSeen);
    const loads = seen.flatMap(({ status }) => status.state === 'normal' ? status.load ?? [] : []);
    const average = loads.reduce((sum, load) => sum + load, 0) / Math.max(1, loads.length);
    const allowed = Math.max(LEAST_MS, 2 * average / STREAMING * 1000);

    return seen.filter(({ status }) => status.state === 'joining' && status.up).flatMap((row) => {
      const pod = podNamed(facts, row.pod);
      const started = Date.parse(databaseOf(facts, pod)?.since ?? '');

      return facts.now - started > allowed ? [{
        severity: 'warning' as const,
        subject:  row.pod ?? row.status.address,
        args:     { node: row.pod ?? row.status.address, minutes: Math.round(allowed / MINUTE) },
        since:    started,
        evidence: [statusLine(row), ...podEvidence(facts, pod)],
      }] : [];
    });
  },
};
