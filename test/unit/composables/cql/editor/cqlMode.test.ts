import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

import { CQL_MODE, defineCqlMode } from '../../../../../pkg/cassandra/composables/cql/editor/cqlMode';
import { tokenStyles } from '../../../../../pkg/cassandra/core/cql/complete/highlight';
import type { CodeMirrorClass } from '../../../../../pkg/cassandra/rancher/code-mirror';

interface RunMode extends CodeMirrorClass {
  runMode(text: string, mode: string, told: (piece: string, style: string | null, line?: number, start?: number) => void): void;
}

/** CodeMirror's own way to colour a text without an editor, with its real streams. */
const codeMirror = createRequire(import.meta.url)('codemirror/addon/runmode/runmode.node.js') as RunMode;

defineCqlMode(codeMirror);

function coloured(text: string): [string, string | null][] {
  const pieces: [string, string | null][] = [];

  codeMirror.runMode(text, CQL_MODE, (piece, style) => {
    if (piece !== '\n') {
      pieces.push([piece, style]);
    }
  });

  return pieces;
}

const TEXTS = [
  'SELECT * FROM shop.orders WHERE id = 1;',
  '-- a comment\n\nSELECT now() FROM system.local -- and another',
  'CREATE TABLE t (\n  id int PRIMARY KEY,\n  tags set<text>\n)\nWITH comment = \'a\n\nb\';',
  '/* one\n\ntwo */ INSERT INTO t JSON \'{"a": 1}\';',
  'CREATE FUNCTION f(a int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS $$\n  return a;\n$$;',
  'CONSISTENCY QUORUM\nDESCRIBE KEYSPACES\n\tSELECT "Name", :marker, ? FROM t',
  '§ ` \u0000',
];

describe('CQL in CodeMirror', () => {
  it.each(TEXTS)('is coloured as the text is cut: %s', (text) => {
    // CodeMirror hands out neighbours of one style in one piece or in several; letter by letter they are the same.
    const letters = coloured(text).flatMap(([piece, style]) => [...piece].map((letter) => [letter, style]));
    const expected = [...text].map((letter) => [letter, null as string | null]);

    for (const { start, end, style = null } of tokenStyles(text)) {
      for (let at = start; at < end; at++) {
        expected[at]![1] = style;
      }
    }
    expect(letters).toEqual(expected.filter(([letter]) => letter !== '\n'));
  });

  it('is left alone in a line that would take long, and goes on behind it', () => {
    const line = 'a,'.repeat(500_000);

    expect(coloured(`SELECT 'a\n${ line }\nb', 1`)).toEqual([['SELECT', 'keyword'], [' ', null], ['\'a', 'string'], [line, null], ['b\'', 'string'], [',', 'punctuation'], [' ', null], ['1', 'number']]);
  });
});
