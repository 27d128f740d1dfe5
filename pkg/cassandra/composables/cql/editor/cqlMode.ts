import { FIRST_LINE, tokenizeLine, type LineState, type StyledToken } from '../../../core/cql/complete/highlight';
import type { CodeMirrorClass, LineStream, Mode } from '../../../rancher/code-mirror';

export const CQL_MODE = 'cassandra-cql';

/** CodeMirror itself colours no more than 10,000 characters of a line, and asks for the line anew with every letter in it. */
const LONGEST = 20_000;

interface ModeState {
  /** What this line leaves to the next, as soon as it is begun. */
  line: LineState;
  /** Of this line. */
  tokens: readonly StyledToken[];
  /** How many of them have been read. */
  read: number;
}

/**
 * How CodeMirror colours CQL: a line is cut as a whole when its first token is asked for. One that is too long for that is
 * not coloured, and the next goes on as if it were not there.
 */
export function cqlMode(): Mode<ModeState> {
  function begin(line: string, state: ModeState): void {
    const { tokens, state: next } = line.length > LONGEST ? { tokens: [], state: state.line } : tokenizeLine(line, state.line);

    state.tokens = tokens;
    state.read = 0;
    state.line = next;
  }

  return {
    startState: () => ({ line: FIRST_LINE, tokens: [], read: 0 }),
    copyState:  (state) => ({ ...state }),
    blankLine:  (state) => begin('', state),
    token(stream: LineStream, state) {
      if (stream.sol()) {
        begin(stream.string, state);
      }
      const token = state.tokens[state.read++];

      stream.pos = token?.end ?? stream.string.length;

      return token?.style ?? null;
    },
  };
}

/** Makes the mode known to the host's CodeMirror, which may know it from an earlier editor: then it is the same again. */
export function defineCqlMode(codeMirror: CodeMirrorClass): void {
  codeMirror.defineMode(CQL_MODE, cqlMode);
}
