/** What the driver uses of Node's `util`. The usual replacement is 40 times as large and makes functions out of text. */
type Constructor = { prototype: object; super_?: unknown };
type Callback = (error: unknown, value: unknown) => void;

export function inherits(constructor: Constructor, parent: Constructor): void {
  constructor.super_ = parent;
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

export function promisify(original: (...args: unknown[]) => unknown) {
  return function(this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, value) => error ? reject(error) : resolve(value);

      original.call(this, ...args, done);
    });
  };
}

export function inspect(value: unknown): string {
  return typeof value === 'object' && value !== null ? json(value) : String(value);
}

/** Texts of errors and of the log: `%s`, `%d`, `%j`, and what is left over at the end. */
export function format(text: unknown, ...values: unknown[]): string {
  const formatted = String(text).replace(/%([sdj%])/g, (place, kind: string) => {
    if (kind === '%') {
      return '%';
    }

    return values.length > 0 ? inspect(values.shift()) : place;
  });

  return [formatted, ...values.map(inspect)].join(' ');
}

/** Vectors hide themselves behind proxies; nothing is encoded here that could be one. */
export const types = { isProxy: () => false };

function json(value: object): string {
  if (value instanceof Error) {
    return String(value);
  }
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
