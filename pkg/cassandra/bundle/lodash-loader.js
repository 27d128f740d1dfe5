const { readdirSync } = require('node:fs');

/** In the place of lodash as one file: a list of the functions, each of which is a file too, so that those nobody imports are left out. */
module.exports = function() {
  const functions = readdirSync(this.context).filter((name) => /^[a-z][A-Za-z]*\.js$/.test(name) && !['core.js', 'lodash.js', 'lodash.min.js', 'core.min.js', 'fp.js', 'index.js'].includes(name));

  return functions.map((name) => `export { default as ${ name.replace('.js', '') } } from './${ name }';`).join('\n');
};
