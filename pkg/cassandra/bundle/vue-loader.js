const vue = require('vue');

/**
 * In the place of `vue`: what the host's has, each under a name of our own. Names in modules of ours become one or two
 * letters; those of the host's object stay, and they are said ten thousand times.
 */
module.exports = function() {
  const names = Object.keys(vue).filter((name) => name !== 'default');

  // Without side effects, so that those nobody imports are left out.
  return ['import * as vue from \'vue\';', ...names.map((name) => `export const ${ name } = /* #__PURE__ */ (() => vue.${ name })();`)].join('\n');
};
