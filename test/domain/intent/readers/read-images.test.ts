import { describe, expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../../functions/domain/fleet/fleet-vocabulary.ts';
import type { TaskSpec } from '../../../../functions/domain/task/task-spec.ts';
import { candidatesFor } from '../../../../functions/domain/intent/intent-candidates.ts';
import { anAsset, goldenDatabase, goldenWeb } from '../../../support/builders/an-asset.ts';
import { demoReader, readIntent } from '../../../support/planning/intent.ts';

const east = { ...goldenWeb, image: 'ami-0aaaaaaaaaaaaaaa1' };
const older = 'ami-0bbbbbbbbbbbbbbb2';
const fleet = fleetVocabularyOf(
  [
    anAsset(1, { environment: 'staging', image: older }),
    anAsset(2, { environment: 'staging', role: 'database', name: 'db-2' }),
  ],
  [east, { ...goldenDatabase, image: 'Base-Database-7' }],
);
const reader = { ...demoReader, fleet };

const read = (intent: string) => readIntent({ intent }, reader);

const settled = (intent: string): Pick<TaskSpec, 'task_type' | 'constraints'> => {
  const reading = read(intent);
  if (reading.kind !== 'settled') throw new Error(`“${intent}”: ${reading.reason}`);
  return reading.spec;
};

const refused = (intent: string) => {
  const reading = read(intent);
  if (reading.kind !== 'unclear') throw new Error(`“${intent}” is ${reading.kind}`);
  const candidates = candidatesFor({ intent }, reading, reader);
  return { reason: reading.reason, instead: candidates.map((one) => one.intent), reading };
};

describe('an image that machines are brought to', () => {
  it.each([
    ['Reimage staging web servers to ami-0aaaaaaaaaaaaaaa1', east.image],
    ['Reimage staging web servers to the golden image ami-0aaaaaaaaaaaaaaa1', east.image],
    ['Fix drift on staging web servers to image ami-0AAAAAAAAAAAAAAA1', east.image],
    ['Move the staging web servers onto ami-0bbbbbbbbbbbbbbb2', older],
    ['Bring staging database servers to Base-Database-7', 'Base-Database-7'],
  ])('is a constraint of the change: %s', (intent, image) => {
    expect(settled(intent)).toMatchObject({
      task_type: 'drift_remediation',
      constraints: { image },
    });
  });

  it('stands in the reading with all that names it', () => {
    const reading = read('Reimage staging web servers to the golden image ami-0aaaaaaaaaaaaaaa1');
    const spans = reading.kind === 'settled' ? reading.spec.understood : [];

    expect(spans?.at(-1)).toMatchObject({
      text: 'to the golden image ami-0aaaaaaaaaaaaaaa1',
      as: 'constraint',
      value: 'image=ami-0aaaaaaaaaaaaaaa1',
    });
  });

  it.each([
    'Reimage staging web servers to ami-0ccccccccccccccc3',
    'Reimage staging web servers to the golden image golden-web-99',
  ])('is refused by name where the fleet lacks it, with what it has: %s', (intent) => {
    const { reason, instead, reading } = refused(intent);
    const [name = ''] = /\S+$/u.exec(intent) ?? [];

    expect(reason).toBe(
      `“${name}” is no image of this fleet: golden is ami-0aaaaaaaaaaaaaaa1 for web.`,
    );
    expect(instead).toEqual([intent.replace(name, 'ami-0aaaaaaaaaaaaaaa1')]);
    expect(reading.understood.find(({ as }) => as === 'residue')?.text).toBe(name);
  });

  it('is refused where a role has it not', () => {
    const { reason, instead } = refused('Reimage staging web servers to Base-Database-7');

    expect(reason).toContain(
      '“Base-Database-7” is not golden for web, and no asset of that role runs it',
    );
    expect(instead).toEqual(['Reimage staging web servers to ami-0aaaaaaaaaaaaaaa1']);
  });

  it('is one', () => {
    const said = 'Reimage staging web servers to ami-0aaaaaaaaaaaaaaa1 or to ami-0bbbbbbbbbbbbbbb2';
    expect(refused(said).reason).toContain('is a second image beside another');
  });

  it('is asked back behind “with”, which may say what they run', () => {
    const { reason, instead } = refused('Reimage staging web servers with ami-0bbbbbbbbbbbbbbb2');

    expect(reason).toContain('may be what the machines run or what they are to run');
    expect(instead).toEqual(['Reimage staging web servers to ami-0bbbbbbbbbbbbbbb2']);
  });

  it('lists no more than three golden ones, and where all are', () => {
    const roles = ['web', 'api', 'cache', 'worker'];
    const golden = roles.map((role, index) => ({ ...goldenWeb, role, image: `ami-0000${index}` }));
    const many = { ...reader, fleet: fleetVocabularyOf([], golden) };
    const reading = readIntent({ intent: 'Reimage staging servers to ami-0ccccccccc' }, many);

    expect(reading.kind === 'unclear' ? reading.reason : '').toBe(
      '“ami-0ccccccccc” is no image of this fleet: golden are ami-00000 for web, ami-00001 for api, ami-00002 for cache and others; GET /fleet lists them.',
    );
  });
});

describe('an image in another place', () => {
  it.each([
    'Fix drift on staging web servers running ami-0bbbbbbbbbbbbbbb2',
    'Fix drift on the staging web servers that were moved to ami-0bbbbbbbbbbbbbbb2',
    'Fix drift on staging web servers still on ami-0bbbbbbbbbbbbbbb2',
    'Fix drift from ami-0bbbbbbbbbbbbbbb2 on staging web servers',
  ])('chooses no machines and is no target: %s', (intent) => {
    expect(refused(intent).reason).toContain(
      '“ami-0bbbbbbbbbbbbbbb2” is an image, and the words don’t say that machines are brought to it',
    );
  });

  it('is honoured by no patch', () => {
    expect(refused('Patch staging web servers to ami-0aaaaaaaaaaaaaaa1').reason).toContain(
      'the image ami-0aaaaaaaaaaaaaaa1 can’t be honoured',
    );
  });

  it.each([
    'promote ami-0fe2291c to prod',
    'validate AMI ami-0abc12345678 in staging',
    'Set the golden image for web to ami-0ccccccccccccccc3',
  ])('is what a task about images is about: %s', (intent) => {
    expect(settled(intent)).toMatchObject({ task_type: 'image_management', constraints: {} });
  });
});
