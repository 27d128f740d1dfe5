/** Longest repository that registries take. */
const MAX_REPOSITORY = 255;
const MAX_TAG = 128;

const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const REGISTRY = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/;

/** Whether a text is an image reference: `[registry[:port]/]path[:tag][@digest]`. Source: distribution/reference. */
export function isImageReference(text: string): boolean {
  const [tagged = '', digest, ...more] = text.split('@');
  const parts = tagged.split('/');
  const [name = '', tag, ...moreTags] = (parts.pop() ?? '').split(':');
  const hasRegistry = parts[0] !== undefined && (/[.:]/.test(parts[0]) || parts[0] === 'localhost' || parts[0] !== parts[0].toLowerCase());
  const path = [...(hasRegistry ? parts.slice(1) : parts), name];

  return more.length === 0 && moreTags.length === 0 && tagged.length <= MAX_REPOSITORY + 1 + MAX_TAG &&
    (!hasRegistry || REGISTRY.test(parts[0] ?? '')) &&
    path.every((part) => PATH_PART.test(part)) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
}
