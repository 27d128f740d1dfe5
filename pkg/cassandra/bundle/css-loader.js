const { join } = require('node:path');

const IMPORT = /@import\s*["']~?(?:node_modules\/)?([^"']+)["'];?/g;
/** What has to be resolved first; the shell's and our components have none of it. */
const UNRESOLVED = /@import|:export|url\((?!["']?data:)/;
/** What vue-loader adds to each selector of a component's own styles. */
const SCOPE = /\[data-v-[0-9a-f]+\]/;
const PLACE = '§';

/**
 * In the place of css-loader and vue-style-loader, whose text around two hundred small styles is as long as the styles
 * themselves. vue-loader looks for `css-loader` by the name of the file to put its scopes in front of it.
 */
module.exports = function(css) {
  const own = css.replace(IMPORT, '');

  if (UNRESOLVED.test(own)) {
    throw new Error('Styles that refer to files need the real css-loader');
  }

  const [scope] = own.match(SCOPE) ?? [];

  return [
    ...[...css.matchAll(IMPORT)].map(([, file]) => `import ${ JSON.stringify(file) };`),
    `import add from ${ JSON.stringify(join(__dirname, 'add-style.ts')) };`,
    scope ? `add(${ JSON.stringify(own.replaceAll(scope, PLACE)) }, ${ JSON.stringify(scope) });` : `add(${ JSON.stringify(own) });`,
  ].join('\n');
};
