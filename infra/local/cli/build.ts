import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');
/** Another folder below the project than `dist/local` may be named. */
const outdir = join(root, process.argv[2] ?? 'dist/local');

/** CommonJS packages inside the ESM bundle call `require` for node's own modules. */
const requireShim =
  "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);";

await build({
  absWorkingDir: root,
  entryPoints: ['infra/local/cli/main.ts', 'infra/local/cli/demo.ts'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  // Without sources the maps stay small; stack traces need only names and lines.
  sourcesContent: false,
  minifySyntax: true,
  // Brings a native binary, which it finds beside its own files.
  external: ['classic-level'],
  banner: { js: requireShim },
  logLevel: 'warning',
});

/**
 * Chunks are named by their content. A running instance loads its own on demand, so those of
 * earlier builds stay for a while.
 */
const staleAfterMilliseconds = 7 * 24 * 3_600_000;

for (const name of readdirSync(outdir)) {
  const file = join(outdir, name);
  if (Date.now() - statSync(file).mtimeMs > staleAfterMilliseconds) rmSync(file);
}
