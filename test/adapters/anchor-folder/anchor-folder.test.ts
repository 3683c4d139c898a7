import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFileArchive } from '../../../functions/adapters/anchor-folder/file-archive.ts';
import { makeFileSigner } from '../../../functions/adapters/anchor-folder/file-signer.ts';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import {
  anchorFolder,
  ensureAnchorKey,
  publicKeyPath,
} from '../../../infra/local/data/anchor-folder.ts';
import { auditAfter } from '../../support/audit/an-audit.ts';

let dataDir: string;
let folder: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'anchor-folder-'));
  folder = anchorFolder(dataDir);
  ensureAnchorKey(dataDir);
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const { anchors } = auditAfter([
  { chain: 'settings' },
  'anchor',
  { chain: 'settings' },
  'anchor',
  { chain: 'settings' },
]);
const [first, second, third] = anchors;
if (!first || !second || !third) throw new Error('There are three anchors');

const file = () => join(folder, 'anchors.jsonl');
const linesOf = () => readFileSync(file(), 'utf8').trimEnd().split('\n');
const line = (value: unknown) => JSON.stringify(value);

describe('the key of a data folder', () => {
  it('is made once, is read by its owner alone, and signs so that its public half verifies', async () => {
    const before = readFileSync(join(folder, 'key.pem'), 'utf8');
    ensureAnchorKey(dataDir);
    const signer = makeFileSigner(folder);
    const key = await signer.publicKey();

    expect(readFileSync(join(folder, 'key.pem'), 'utf8')).toBe(before);
    expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(isSignedBy(key, 'text', await signer.sign('text'))).toBe(true);
    expect(readFileSync(publicKeyPath(dataDir), 'utf8')).toContain(key.public_key);
  });

  it('has its public half laid beside it again when that is gone or another', () => {
    const before = readFileSync(publicKeyPath(dataDir), 'utf8');
    writeFileSync(publicKeyPath(dataDir), 'something else');
    ensureAnchorKey(dataDir);

    expect(readFileSync(publicKeyPath(dataDir), 'utf8')).toBe(before);
  });

  it('is refused when it is of another kind or not there', () => {
    chmodSync(join(folder, 'key.pem'), 0o600);
    writeFileSync(join(folder, 'key.pem'), 'no key');
    expect(() => makeFileSigner(folder)).toThrow();
    rmSync(join(folder, 'key.pem'));
    expect(() => makeFileSigner(folder)).toThrow('key.pem');
  });
});

describe('the archive of a data folder', () => {
  it('appends each anchor once, for each org, also after a restart', async () => {
    const ofAnother = { ...first, org_id: OrgId.parse('org-456') };
    const archive = makeFileArchive(folder);
    await Promise.all([archive.publish(first), archive.publish(first), archive.publish(second)]);
    await archive.publish(ofAnother);
    await makeFileArchive(folder).publish(second);
    await makeFileArchive(folder).publish(third);

    expect(linesOf()).toEqual([first, second, ofAnother, third].map(line));
  });

  it('puts again what a crash cut off, on a line of its own', async () => {
    await makeFileArchive(folder).publish(first);
    appendFileSync(file(), line(second).slice(0, 100));
    const archive = makeFileArchive(folder);
    await archive.publish(second);
    await archive.publish(third);

    expect(linesOf()).toEqual([line(first), line(second).slice(0, 100), line(second), line(third)]);
  });

  it('goes on after an error', async () => {
    const archive = makeFileArchive(join(folder, 'not-there'));
    await expect(archive.publish(first)).rejects.toThrow('ENOENT');
    const other = makeFileArchive(folder);
    await other.publish(first);

    expect(linesOf()).toEqual([line(first)]);
  });
});
