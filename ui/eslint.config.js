import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

const TAURI = { group: ['@tauri-apps/*', '$backend'], message: 'Only src/ipc talks to the host: use $ipc/call.' };

export default ts.config(
  { ignores: ['dist', 'dist-memory', 'src/ipc/generated.ts'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })] },
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      // `void promise` says that nobody waits; inside an arrow that is a handler's whole body it is the clearest way.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreVoidOperator: true, ignoreArrowShorthand: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // Props are constant by nature; `let` says that one is written to.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // The content security policy lets no style attribute through; `style:` directives are set by script and pass.
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteAttribute[key.name="style"]', message: 'Use a class or a style: directive.' },
      ],
      // Maps and dates here are plain data; what must be reactive says $state.
      'svelte/prefer-svelte-reactivity': 'off',
      // A space between inline elements is written out, or it would be lost.
      'svelte/no-useless-mustaches': 'off',
      // A declared dependency of an effect is read and let go of.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // The parser sees no types across components; svelte-check does.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  { files: ['*.js'], extends: [ts.configs.disableTypeChecked] },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/ipc/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [TAURI] }] },
  },
  {
    files: ['src/kit/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            TAURI,
            {
              group: ['$ipc/*', '$i18n/*', '$parts/*', '$views/*', '$app/*', '$messages', '../*'],
              message: 'kit knows no domain: pass it in.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/parts/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [TAURI, { group: ['$views/*', '$app/*'], message: 'parts are what views are made of.' }] },
      ],
    },
  },
  {
    files: ['src/views/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [TAURI, { group: ['$app/*'], message: 'app shows views, not the other way.' }] },
      ],
    },
  },
);
