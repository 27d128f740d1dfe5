/* global shape -- put in front by l10n-loader.js */

/**
 * The texts of a language under their keys.
 *
 * @param {(string | null)[]} texts in the order of the keys, null for what a language does not have
 */
module.exports = function(texts) {
  const next = texts.values();
  const fill = (keys) => Object.fromEntries(Object.entries(keys).map(([key, inner]) => [key, inner ? fill(inner) : next.next().value ?? undefined]));

  return fill(shape);
};
