const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { load } = require('js-yaml');

const FILL = join(__dirname, 'fill.js');
const ENGLISH = join(__dirname, '../../../l10n/en-us.yaml');

/** The keys of all texts, which are those of the English ones, as they stand: { a: { b: 0 } }. */
const shapeOf = (texts) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typeof text === 'object' ? shapeOf(text) : 0]));

/** The texts alone, in the order of the keys. */
const inOrder = (shape, texts) => Object.entries(shape).flatMap(([key, inner]) => inner ? inOrder(inner, texts?.[key]) : [texts?.[key] ?? null]);

/** Three thousand keys are published once instead of with each language: they are asked of fill.js by the list of texts that a language becomes. */
module.exports = function(source) {
  this.addDependency(ENGLISH);
  const shape = shapeOf(load(readFileSync(ENGLISH, 'utf8')));

  if (this.resourcePath === FILL) {
    return `const shape = ${ JSON.stringify(shape) };\n${ source }`;
  }

  return `module.exports = require(${ JSON.stringify(FILL) })(${ JSON.stringify(inOrder(shape, load(readFileSync(this.resourcePath, 'utf8')))) });`;
};
