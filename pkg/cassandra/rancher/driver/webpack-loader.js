/**
 * What aliases cannot do for the driver's files: names of modules that begin with `node:`, which webpack takes for a
 * protocol, and `setImmediate`, which no module is asked for.
 */
module.exports = function(source) {
  const code = source.replace(/\brequire\('node:/g, 'require(\'');

  return /\bsetImmediate\(/.test(code) ? `'use strict';const { setImmediate } = require(${ JSON.stringify(this.getOptions().setImmediate) });${ code }` : code;
};
