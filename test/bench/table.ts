import { cpus, totalmem } from 'node:os';

/** The middle one; the lower of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);

  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/** What was measured, in seconds, as a table to keep in test/RESULTS.md. */
export function table(measured: Readonly<Record<string, readonly number[]>>): string {
  const rows = Object.entries(measured).map(([what, all]) => {
    const cells = [Math.min(...all), median(all), Math.max(...all)].map((value) => value.toFixed(1));

    return `| ${ what } | ${ all.length } | ${ cells.join(' | ') } |`;
  });

  return [
    `\n${ cpus().length } cores (${ cpus()[0]?.model.trim() }), ${ Math.round(totalmem() / 2 ** 30) } GiB, ${ new Date().toISOString().slice(0, 10) }`,
    '| seconds | runs | min | median | max |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
