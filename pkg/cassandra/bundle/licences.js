const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const FILE = 'THIRD-PARTY.txt';
const HEAD = 'The files beside this one contain, in part and in a shorter form, the packages below. What each group of them says stands below their names.';
const RULE = '-'.repeat(80);

/** Puts what the authors of other packages want to be told with their code into a file of its own, of the packages that are really in the bundle. */
module.exports = class Licences {
  apply(compiler) {
    const { Compilation, sources: { RawSource } } = compiler.webpack;

    compiler.hooks.thisCompilation.tap(Licences.name, (compilation) => {
      compilation.hooks.processAssets.tap({ name: Licences.name, stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL }, () => {
        compilation.emitAsset(FILE, new RawSource(textOf(foldersOf(compilation))));
      });
    });
  }
};

/** Of the packages that have a module in a chunk. */
function foldersOf({ chunkGraph, modules }) {
  const used = [...modules].filter((module) => chunkGraph.getNumberOfModuleChunks(module) > 0);
  // Modules that webpack has put together are one.
  const files = used.flatMap((module) => [...module.modules ?? [module]]).map((module) => module.nameForCondition?.() ?? '');
  const folders = files.map((file) => /^.*\/node_modules\/(?:@[^/]+\/[^/]+|[^@/][^/]*)(?=\/)/.exec(file)?.[0]);

  return [...new Set(folders.filter(Boolean))];
}

/** The packages, those under the same terms together. */
function textOf(folders) {
  const groups = new Map();

  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
    const parts = files.flatMap((file) => partsOf(readFileSync(join(folder, file), 'utf8')));
    const told = [`${ name } ${ version } (${ license })`, ...parts.filter(({ isNotice }) => isNotice).map(({ text }) => text)].join('\n');
    const terms = parts.filter(({ isNotice }) => !isNotice).map(({ text }) => text).join('\n\n') || 'without a text of its own';
    const key = terms.replace(/\W+/g, ' ').toLowerCase();

    groups.set(key, { terms, packages: [...groups.get(key)?.packages ?? [], told] });
  }

  return [HEAD, ...[...groups.values()].map(({ terms, packages }) => `${ packages.sort().join('\n\n') }\n\n${ terms }`).sort()].join(`\n\n${ RULE }\n\n`);
}

/** What differs from one package to another, and the terms, which many share: without the title that some give them. */
function partsOf(text) {
  const apache = /^ *Apache License\s+Version 2\.0[\s\S]*?END OF TERMS AND CONDITIONS/m.exec(text);

  if (apache) {
    return [{ isNotice: false, text: apache[0] }];
  }
  if (!/\b(permission|redistribution|warrant)/i.test(text)) {
    return [{ isNotice: true, text: text.trim() }]; // a NOTICE
  }
  const lines = text.trim().split('\n').map((line) => line.trimEnd()).filter((line) => !/^\(?(the )?(mit|isc|bsd)( \d-clause)? licen[cs]e( \(mit\))?\)?:?$/i.test(line.trim()));
  const isCopyright = (line) => /^\W*copyright\b/i.test(line) && !/^copyright (notice|holder|and related)/i.test(line.trim());

  return [{ isNotice: true, text: lines.filter(isCopyright).map((line) => line.trim()).join('\n') }, { isNotice: false, text: lines.filter((line) => !isCopyright(line)).join('\n').trim() }];
}
