// What holds for every command: an answer is read whole or not at all, and what went wrong is said.
import { describe, expect, it } from 'vitest';

import { parseCompactionStats } from '../../../../pkg/cassandra/core/nodetool/compaction-stats';
import { parseDescribeCluster } from '../../../../pkg/cassandra/core/nodetool/describe-cluster';
import { NodetoolError } from '../../../../pkg/cassandra/core/nodetool/error';
import { parseGossipInfo } from '../../../../pkg/cassandra/core/nodetool/gossip-info';
import { parseInfo } from '../../../../pkg/cassandra/core/nodetool/info';
import { parseNetstats } from '../../../../pkg/cassandra/core/nodetool/netstats';
import { parseTableStats } from '../../../../pkg/cassandra/core/nodetool/table-stats';
import { parseTpstats } from '../../../../pkg/cassandra/core/nodetool/tp-stats';
import { recorded, VERSIONS } from './recorded';

type Parser = (text: string) => unknown;

const PARSERS: Record<string, Parser> = {
  info: parseInfo, netstats: parseNetstats, gossipinfo: parseGossipInfo, describecluster: parseDescribeCluster, compactionstats: parseCompactionStats, 'tpstats-json': parseTpstats, 'tablestats-json': parseTableStats,
};
const STATES = ['info-joining', 'info-decommissioned', 'netstats-joining', 'netstats-leaving', 'netstats-decommissioned', 'gossipinfo-drained', 'describecluster-down', 'compactionstats-running'];
const cases = VERSIONS.flatMap((version) => [...Object.keys(PARSERS), ...STATES].map((what) => [what, version] as const));
const parserOf = (what: string) => PARSERS[what] ?? PARSERS[what.replace(/-[^-]*$/, '')]!;

/** Ends of lines after which older versions, or a quieter moment, end as well: nothing in the text says that more was to come. */
const INVISIBLE: Record<string, number> = { 'describecluster-4.1.10': 1, 'describecluster-5.0.9': 1, 'describecluster-down-4.1.10': 2, 'describecluster-down-5.0.9': 2, 'compactionstats-running-4.1.10': 1 };

describe.each(cases)('%s of %s', (what, version) => {
  const parse = parserOf(what);
  const text = recorded(what, version);
  const whole = parse(text);

  it('is an error wherever it is cut, or the same', () => {
    let different = 0;

    // Every place in short texts, and places all over long ones.
    for (let length = 0; length < text.length; length += Math.ceil(text.length / 1500)) {
      const cut = outcome(parse, text.slice(0, length));

      if (!(cut instanceof NodetoolError) && JSON.stringify(cut) !== JSON.stringify(whole)) {
        expect(text.slice(0, length), `cut at ${ length }`).toMatch(/\n\n$/);
        different++;
      }
    }
    expect(different).toBe(INVISIBLE[`${ what }-${ version }`] ?? 0);
  });

  it('is the same with Windows line ends and warnings of the JVM before it', () => {
    expect(parse(`OpenJDK 64-Bit Server VM warning: Option UseConcMarkSweepGC was deprecated\nPicked up JAVA_TOOL_OPTIONS: -Xmx64m\n${ text }`.replaceAll('\n', '\r\n'))).toEqual(whole);
  });

  it('is no answer to another command', () => {
    for (const other of Object.values(PARSERS).filter((each) => each !== parse)) {
      expect(outcome(other, text)).toBeInstanceOf(NodetoolError);
    }
  });

  it('is an error when a line of it is replaced by something else', () => {
    const lines = text.split('\n');
    const step = Math.ceil(lines.length / 50);

    for (let index = 0; index < lines.length - 1; index += step) {
      const answer = outcome(parse, lines.with(index, 'What is this?').join('\n'));

      expect(answer, `line ${ index }: ${ lines[index] }`).toBeInstanceOf(NodetoolError);
    }
  });
});

describe.each(Object.entries(PARSERS))('the parser of %s', (what, parse) => {
  it('hands on what nodetool says of a failure', () => {
    expect(outcome(parse, recorded('not-running', '5.0.9'))).toMatchObject({ reason: 'reported', message: expect.stringContaining('Connection refused') });
    expect(outcome(parse, `${ recorded(what, '5.0.9') }error: null\n-- StackTrace --\njava.lang.NullPointerException\n`)).toMatchObject({ reason: 'reported', message: 'error: null' });
  });

  it.each([['', 'empty'], [' \n\n', 'empty'], ['bash: line 1: nodetool: command not found\n', 'unrecognised']])('says that %j is nothing', (text, reason) => {
    expect(outcome(parse, text)).toMatchObject({ name: 'NodetoolError', reason });
  });

  it('does not slow down on hostile lines', () => {
    const text = recorded(what, '5.0.9');
    const start = performance.now();

    for (const filler of ['1', ' ', 'a', '1 ', '-', '0-', ', ', ':', '/', '=', '[', '{', '"', '\t', '1,']) {
      const hostile = filler.repeat(20_000);

      for (const line of [hostile, `    ${ hostile }`, `  A${ hostile }!`, `            a ${ hostile }1/`, `\ta ${ hostile }`, `Unbootstrap ${ hostile }`, `Key Cache : entries ${ hostile }`]) {
        outcome(parse, text.replace('\n', `\n${ line }\n`));
        outcome(parse, `${ line }\n${ text }`);
      }
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

function outcome(parse: Parser, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof NodetoolError) {
      return error;
    }
    throw error;
  }
}
