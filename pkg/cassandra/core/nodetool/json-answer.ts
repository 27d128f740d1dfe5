import { isMap } from '../object/json';
import { isFailure, notTheOutput } from './failure';
import { malformed, truncated } from './output';
import { decimal } from './values';

/**
 * Reads what a command prints with `-F json`: one object, on one line (3.11) or on many.
 *
 * @param text standard output, or standard output and error together
 * @param command for messages: `nodetool tpstats`
 * @throws NodetoolError if nodetool reported a failure, or printed something else, or not all of it
 */
export function parseJsonAnswer(text: string, command: string): Fields {
  const begin = /^\{/m.exec(text)?.index;
  const lines = text.split(/\r?\n/);

  if (begin === undefined || lines.some((line) => isFailure(line.trimStart()))) {
    throw notTheOutput(lines, command);
  }
  const json = text.slice(begin, text.lastIndexOf('}') + 1);

  try {
    return new Fields(JSON.parse(json), command);
  } catch (error) {
    // Braces are closed by the very last character only, so whatever was cut does not parse.
    throw error instanceof SyntaxError ? truncated(command) : error;
  }
}

/** The fields of an object in an answer. */
export class Fields {
  private readonly values: ReadonlyMap<string, unknown>;

  constructor(value: unknown, private readonly command: string, private readonly path: string = '') {
    if (!isMap(value)) {
      throw malformed(command, path);
    }
    this.values = new Map(Object.entries(value));
  }

  /** The fields that are objects themselves, by their names. */
  maps(): [string, Fields][] {
    return [...this.values].flatMap(([key, value]): [string, Fields][] => isMap(value) ? [[key, this.map(key)]] : []);
  }

  map(key: string): Fields {
    return new Fields(this.values.get(key), this.command, `${ this.path }${ key }.`);
  }

  keys(): string[] {
    return [...this.values.keys()];
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  /**
   * A number, which may stand there as text in the locale of the container.
   *
   * @returns `undefined` if the field is not there or is none: `null` and `NaN` are what is printed where there was
   *   nothing to divide by
   */
  find(key: string): number | undefined {
    return toNumber(this.values.get(key));
  }

  number(key: string): number {
    return this.find(key) ?? this.refuse(key);
  }

  /** A list of so many numbers. */
  numbers(key: string, length: number): number[] {
    const value = this.values.get(key);

    return Array.isArray(value) && value.length === length ? value.map((each) => toNumber(each) ?? this.refuse(key)) : this.refuse(key);
  }

  private refuse(key: string): never {
    throw malformed(this.command, `${ this.path }${ key }: ${ JSON.stringify(this.values.get(key)) }`);
  }
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? decimal(value) : value;

  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
