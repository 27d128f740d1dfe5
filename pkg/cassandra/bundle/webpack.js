const { dirname, join } = require('node:path');
const { optimize } = require('webpack');
const Licences = require('./licences');
const ShortNames = require('./short-names');

const ours = (name) => join(__dirname, name);
const folderOf = (name) => join(require.resolve(`${ name }/package.json`), '..');
const lodash = folderOf('lodash');
const diff2html = folderOf('diff2html');

/**
 * Leaves out of the published files what the shell's components bring along and nobody here can reach: two thirds of a
 * megabyte. What stands in for a module has no more than what is asked of it, and webpack refuses to build when more is
 * asked. What would be asked of it at run time only, says so by an error.
 */
function slim(config) {
  Object.assign(config.resolve.alias, {
    // Schedules: a kind of LabeledInput that is used nowhere here.
    'cron-validator$': ours('cron.ts'),
    cronstrue$:        ours('cron.ts'),
    // Paths that begin with `$`, for columns of tables that CustomResourceDefinitions describe.
    'jsonpath-plus$':  ours('json-path.ts'),
    // Fields of forms that take part in a validation by their names; here each field is told what is wrong with it.
    'vee-validate$':   ours('vee-validate.ts'),
    // The store is Rancher's. To ask it takes a few lines, the rest of the package is how stores are made.
    vuex$:             ours('vuex.ts'),
    // Ranges of versions, where two are compared.
    semver$:           ours('semver.ts'),
    // What the free name `console` becomes: the usual one brings `assert` and `util` along, for a page that has a console.
    [require.resolve('console-browserify')]: ours('console.js'),
    // Colours for forty languages, which no style shows.
    [join(diff2html, 'lib/ui/js/highlight.js-slim.js')]: ours('highlighter.ts'),
    'diff2html/diff':                                     join(dirname(require.resolve('diff', { paths: [diff2html] })), 'diff'),
  });
  config.module.rules.push(
    { test: [ours('fill.js'), join(__dirname, '../../../l10n')], enforce: 'post', loader: ours('l10n-loader.js') },
    // Whoever imports a function by its name from the whole of lodash gets just this.
    { test: join(lodash, 'lodash.js'), loader: ours('lodash-loader.js') },
    { include: lodash, sideEffects: false },
    { test: ours('vue.js'), loader: ours('vue-loader.js'), sideEffects: false },
    // Nobody compiles templates at run time.
    { include: diff2html, resolve: { alias: { diff$: ours('word-diff.js'), 'hogan.js$': 'hogan.js/lib/template.js' } } },
  );
  // A file of a few lines costs a request and is one of those that a catalog lists.
  config.plugins.push(new Licences(), new ShortNames(), new optimize.MinChunkSizePlugin({ minChunkSize: 8_000 }));
  config.module.parser = { ...config.module.parser, javascript: { ...config.module.parser?.javascript, exportsPresence: 'error' } };
}

/** Styles become a call with a text each. */
function shortStyles(chain) {
  for (const language of ['css', 'scss']) {
    for (const kind of ['vue', 'normal']) {
      const rule = chain.module.rule(language).oneOf(kind);

      rule.uses.delete('vue-style-loader');
      rule.use('css-loader').loader(ours('css-loader.js')).options({});
    }
  }
}

/** The Vue CLI has most of what the minifier can do switched off, to be done sooner. */
function minifyWell(chain) {
  chain.optimization.minimizer('terser').tap(([options]) => [{
    ...options,
    // What authors want to be told stands in a file of its own.
    terserOptions: { ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, mangle: true, format: { comments: false } },
  }]);
}

module.exports = { slim, shortStyles, minifyWell };
