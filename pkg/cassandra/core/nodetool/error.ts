/**
 * Why a text is not what a nodetool command prints when it succeeds.
 *
 * - `reported`: nodetool (or the shell or JVM around it) said itself what is wrong; the message is its own.
 * - `empty`: nothing was printed.
 * - `unrecognised`: the text is the output of something else.
 * - `malformed`: the right output, but with a line that cannot be read.
 * - `truncated`: the right output, but its end is missing.
 */
export type NodetoolErrorReason = 'reported' | 'empty' | 'unrecognised' | 'malformed' | 'truncated';

/** A nodetool command did not give the answer that was asked for. */
export class NodetoolError extends Error {
  override readonly name = 'NodetoolError';

  /**
   * @param reason what kind of trouble it is, for a translated explanation
   * @param message one line; nodetool's own words where it said any
   * @param line the offending line of the output, where there is one
   */
  constructor(readonly reason: NodetoolErrorReason, message: string, readonly line?: string) {
    super(message);
  }
}
