import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { regoSources } from './manifest.ts';

const goBinaries = (): string[] => {
  try {
    return [join(execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8' }).trim(), 'bin')];
  } catch {
    return []; // no Go, so nothing that it installed
  }
};

/** The OPA executable on PATH or where `go install` puts it; null when there is none. */
export const findOpa = (): string | null => {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), ...goBinaries()];
  const name = process.platform === 'win32' ? 'opa.exe' : 'opa';
  return (
    directories.map((directory) => join(directory, name)).find((path) => existsSync(path)) ?? null
  );
};

/** Runs OPA and gives its output. @throws with OPA's own words when it fails. */
export const runOpa = (
  opa: string,
  args: readonly string[],
  { cwd, input = '' }: { readonly cwd: string; readonly input?: string },
): string => {
  const run = spawnSync(opa, args, { cwd, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status === 0) return run.stdout;
  throw new Error(`opa ${args.join(' ')} failed:\n${run.stdout}${run.stderr}`, {
    cause: run.error,
  });
};

/** @throws when the executable is not exactly the pinned release. */
export const requireOpaVersion = (opa: string, pinned: string): void => {
  const found = /^Version: (\S+)$/mu.exec(runOpa(opa, ['version'], { cwd: '.' }))?.[1] ?? 'unknown';
  if (`v${found}` !== pinned) {
    throw new Error(`OPA ${pinned} is pinned, but ${opa} is v${found}.`);
  }
};

/** A file of a tar archive (POSIX ustar: 512-byte headers, name at 0, octal size at 124). */
const fileOfTar = (tar: Buffer, name: string): Buffer => {
  let offset = 0;
  while (offset + 512 <= tar.length) {
    const found = tar.toString('utf8', offset, offset + 100).replace(/\0.*$/su, '');
    const size = parseInt(tar.toString('ascii', offset + 124, offset + 136), 8) || 0;
    const start = offset + 512;
    if (found === name) return tar.subarray(start, start + size);
    offset = start + Math.ceil(size / 512) * 512;
  }
  throw new Error(`OPA's bundle holds no ${name}.`);
};

/**
 * Compiles the policies of a directory to WebAssembly. The same sources give the same bytes: OPA is
 * run inside the directory, because the module holds the names of its sources.
 */
export const compileToWasm = (opa: string, directory: string): Buffer => {
  const scratch = mkdtempSync(join(tmpdir(), 'policy-bundle-'));
  try {
    const archive = join(scratch, 'bundle.tar.gz');
    runOpa(opa, ['build', '-t', 'wasm', '-o', archive, ...regoSources(directory)], {
      cwd: directory,
    });
    return fileOfTar(gunzipSync(readFileSync(archive)), '/policy.wasm');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
