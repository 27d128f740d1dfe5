import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of which all answers were recorded; how is in test/unit/recorded/README.md. */
export const VERSIONS = ['5.0.9', '4.1.10'] as const;

/** What a real node printed. */
export function recorded(what: string, version: string): string {
  return readFileSync(join(__dirname, '../../recorded', `nodetool-${ what }-${ version }.txt`), 'utf8');
}
