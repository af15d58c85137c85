// Two kinds of rules: the language's (typescript-eslint strict) and the house's (which way imports run, and that
// nothing below commands/ prints, prompts or exits). docs/ARCHITECTURE.md says why.
import { fixupPluginRules } from '@eslint/compat';
import sfPlugin from 'eslint-plugin-sf-plugin';
import tseslint from 'typescript-eslint';

/** Rooms a folder of src/ must not import from. */
const forbidden = {
  kit: ['commands', 'backup', 'restore', 'audit', 'compare', 'vault', 'org', 'report', 'config', 'wire'],
  org: ['commands', 'backup', 'restore', 'audit', 'compare', 'vault', 'report', 'config', 'wire'],
  vault: ['commands', 'backup', 'restore', 'audit', 'compare', 'org', 'report', 'config', 'wire'],
  report: ['commands', 'org', 'config', 'wire'],
  backup: ['commands', 'restore', 'audit', 'compare', 'report', 'config', 'wire'],
  config: ['commands', 'backup', 'restore', 'audit', 'compare', 'vault', 'org', 'report', 'wire'],
};

const arrows = Object.entries(forbidden).map(([room, rooms]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: rooms
              .map((other) => `**/${other}/**`)
              .concat(rooms.includes('wire') ? ['**/wire.ts'] : []),
            message: `src/${room} does not know that room.`,
          },
          { group: ['**/test/**'], message: 'src/ and the practice org share nothing.' },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'node_modules/',
      'coverage/',
      'test/fixtures/',
      'backups/',
      'demo-backups/',
      'demo-backups-plain/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-empty': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/commands/**', 'src/kit/signals.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Set process.exitCode in the command.' },
      ],
    },
  },
  ...arrows,
  {
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'error' },
  },
  {
    files: ['src/commands/**/*.ts'],
    plugins: { 'sf-plugin': fixupPluginRules(sfPlugin) },
    rules: {
      ...Object.fromEntries(Object.keys(sfPlugin.rules).map((rule) => [`sf-plugin/${rule}`, 'error'])),
      // Commands extend the house's base, which extends SfCommand and carries its flags.
      'sf-plugin/only-extend-SfCommand': 'off',
      'sf-plugin/spread-base-flags': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      // Sources of streams in tests have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // Indexed reads are not checked here as they are in src/; code that guards them all the same is fine.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
