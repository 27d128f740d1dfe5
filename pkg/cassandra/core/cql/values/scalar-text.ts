import { decimalText, doubleText, floatText } from './numbers';
import { dateText, durationText, hasPlainTimestamp, timestampText, timeText } from './times';
import { scalarOf } from './type';
import type { ValueOf } from './value';

/** What is short whatever it holds, and has one text. */
export type Scalar = ValueOf<'boolean' | 'integer' | 'float' | 'bigint' | 'decimal' | 'date' | 'time' | 'timestamp' | 'duration' | 'uuid' | 'inet'>;

/** The text of a value, without quotes, for people to read. */
export function scalarText(value: Scalar): string {
  switch (value.kind) {
  case 'float': return scalarOf(value.type) === 'float' ? floatText(value.value) : doubleText(value.value);
  case 'decimal': return decimalText(value.unscaled, value.scale);
  case 'date': return dateText(value.days);
  case 'time': return timeText(value.nanoseconds);
  case 'timestamp': return timestampText(value.milliseconds);
  case 'duration': return durationText(value.months, value.days, value.nanoseconds);
  default: return String(value.value);
  }
}

/** The text of a value that Cassandra reads as the same value: of moments that its calendar has no text for, milliseconds. */
export function exactText(value: Scalar): string {
  return value.kind === 'timestamp' && !hasPlainTimestamp(value.milliseconds) ? String(value.milliseconds) : scalarText(value);
}
