const { join } = require('node:path');

const VUE = join(__dirname, 'vue.js');

/**
 * What is said ten thousand times is said shortly. In compiled templates nearly every word is a function of Vue, called as
 * `(0,vue.createElementVNode)(…)`; here it becomes `vue.a(…)`, a twelfth of all that is published.
 */
module.exports = class ShortNames {
  apply(compiler) {
    const { options } = compiler;
    const { vue, ...others } = [options.externals].flat().reduce((all, some) => ({ ...all, ...some }));

    // What is outside of the bundle is not looked up, so that an alias alone would come too late.
    options.externals = [others, ({ request, contextInfo }, decide) => request === 'vue' && contextInfo.issuer === VUE ? decide(null, vue) : decide()];
    options.resolve.alias.vue$ = VUE;

    compiler.hooks.compilation.tap('ShortNames', (compilation) => {
      compilation.hooks.finishModules.tap('ShortNames', (modules) => {
        for (const { dependencies } of modules) {
          dependencies.filter(({ type, call, directImport }) => type === 'harmony import specifier' && call && directImport).forEach((dependency) => {
            // The comma keeps `this` from being the module. No function that a module exports asks who `this` is.
            dependency.directImport = false;
          });
        }
      });
    });
  }
};
