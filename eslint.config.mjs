import { readdirSync } from 'node:fs';

import shell from '@rancher/shell/eslint.config.base.mjs';
import tseslint from 'typescript-eslint';

// The shell ignores .mjs files as well; ours are commands that people run, so they are linted.
const ignoresOnly = (entry) => Object.keys(entry).every((key) => key === 'ignores' || key === 'name');
const vue = /^(vue|vuex|vue-router|@vue\/.*)$/;
const host = /^(@shell|@components|@rancher|@pkg)(\/|$)/;

/** Forbids imports by pattern, with the reason. */
const forbid = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const pattern = (regex, message) => ({ regex: regex.source ?? regex, message });
const rooms = readdirSync('pkg/cassandra', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const otherRooms = (...allowed) => new RegExp(`^(\\.\\./)+(${ rooms.filter((room) => !allowed.includes(room)).join('|') })(/|$)`);

export default [
  { ignores: ['**/node_modules/', '**/dist/', '**/dist-pkg/', '**/.shell/', 'test-results/', 'test/lab/'] },
  ...shell.filter((entry) => !ignoresOnly(entry)),
  // Its rules only: parsers and plugins are the shell's, which know .vue files.
  ...tseslint.configs.strict.map(({ rules = {} }) => ({ files: ['**/*.ts', '**/*.vue'], rules })),
  {
    // How long lines break is for the author to choose; the rest of the shell's style stands.
    rules: {
      indent:                    'off', // knows nothing of TypeScript's types
      'key-spacing':             'off',
      'multiline-ternary':       'off',
      'newline-per-chained-call': 'off',
      'object-curly-newline':    'off',
      'object-property-newline': 'off',
      curly:                     ['error', 'all'],
      eqeqeq:                    ['error', 'always'],
      'no-console':              'error',
      'no-empty':                'error',
      'no-eval':                 'error',
      'no-implied-eval':         'error',
      'no-new-func':             'error',
      'no-unused-vars':          'off',
      'prefer-const':            'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars':  ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.ts', '**/*.vue'], rules: { 'no-undef': 'off' } }, // TypeScript knows better
  { files: ['**/*.vue'], rules: { 'vue/component-api-style': ['error', ['script-setup']], 'vue/block-lang': ['error', { script: { lang: 'ts' } }] } },
  {
    files: ['pkg/**/*.ts', 'pkg/**/*.vue'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'vue/no-bare-strings-in-template':               'error',
    },
  },
  {
    files: ['pkg/cassandra/core/**'],
    rules: {
      ...forbid(
        pattern(vue, 'core/ is plain TypeScript: no Vue'),
        pattern(host, 'core/ is plain TypeScript: nothing of the shell'),
        pattern(otherRooms('core'), 'core/ imports from no other room'),
      ),
      'no-restricted-globals': ['error', 'window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'fetch', 'WebSocket', 'XMLHttpRequest', 'alert', 'globalThis', 'self'],
    },
  },
  {
    files: ['pkg/cassandra/rancher/**'],
    rules: {
      // The one folder that meets the host's untyped values.
      '@typescript-eslint/consistent-type-assertions': 'off',
      ...forbid(pattern(vue, 'rancher/ adapts the host and holds no Vue state'), pattern(otherRooms('core', 'rancher'), 'rancher/ may import core/ only')),
    },
  },
  { files: ['pkg/cassandra/composables/**'], rules: forbid(pattern(otherRooms('core', 'rancher', 'composables'), 'composables/ may import core/ and rancher/ only')) },
  { files: ['pkg/cassandra/components/**'], rules: forbid(pattern(otherRooms('core', 'composables', 'components'), 'components show and ask: no host, no pages')) },
  { files: ['test/**', '*.mjs', '*.js', '*.ts'], rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
];
