import type { Work } from '../../../../../pkg/cassandra/core/cql/table/work';

/** Does all of a work at once. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next();

    if (step.done) {
      return step.value;
    }
  }
}

/** Does a work and tells how many steps it took, and the longest one in milliseconds of the processor. */
export function timed<Result>(work: Work<Result>): { result: Result; steps: number; longest: number; total: number } {
  let [steps, longest] = [0, 0];
  const began = process.cpuUsage();

  for (;;) {
    const before = process.cpuUsage();
    const step = work.next();

    longest = Math.max(longest, millisecondsOf(before));
    steps++;
    if (step.done) {
      return { result: step.value, steps, longest, total: millisecondsOf(began) };
    }
  }
}

function millisecondsOf(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);

  return (user + system) / 1000;
}
