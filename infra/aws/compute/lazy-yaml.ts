import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const eager = 'const yaml = require("yaml");';
const onDemand = `const yaml = {
  parse: (text) => require("yaml").parse(text),
  stringify: (data) => require("yaml").stringify(data),
};`;

/**
 * Policies that call a `yaml.*` built-in load the YAML parser when they do. The OPA package loads it
 * at its own start, which costs each cold start of a function with policies some milliseconds.
 */
export const lazyYaml: Plugin = {
  name: 'lazy-yaml',
  setup: (build) => {
    build.onLoad({ filter: /opa-wasm[\\/]src[\\/]builtins[\\/]yaml\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(eager)) throw new Error(`${path} does not load yaml as it used to`);
      return { contents: text.replace(eager, onDemand), loader: 'js' };
    });
  },
};
