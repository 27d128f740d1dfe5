/** Named as in `jsonpath-plus`. The shell catches the error, and says in the console which path it was. */
export function JSONPath(): never {
  throw new Error('There are no JSON paths in this extension');
}
