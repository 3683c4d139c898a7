import { describe, expect, it } from 'vitest';
import type { Span } from '../../../functions/domain/task/span.ts';
import type { Unclear } from '../../../functions/domain/intent/reading.ts';
import { readIntent } from '../../support/planning/intent.ts';

const refusalOf = (intent: string): Unclear => {
  const reading = readIntent({ intent });
  if (reading.kind !== 'unclear') throw new Error(`“${intent}” is ${reading.kind}`);
  return reading;
};

const wordsTaken = ({ understood }: Unclear, as: Span['as'], value: string): string =>
  understood
    .filter((span) => span.as === as && span.value === value)
    .map(({ text }) => text)
    .join(' ');

describe('a refused request', () => {
  it.each([
    { intent: 'Delete the staging web servers', as: 'residue', value: 'bounds', words: 'Delete' },
    {
      intent: 'Patch staging web servers without approval',
      as: 'residue',
      value: 'bounds',
      words: 'without approval',
    },
    { intent: 'Patch stag\u200Bing web', as: 'residue', value: 'text', words: 'stag ing' },
    { intent: 'Patch stаging web', as: 'residue', value: 'text', words: 'stаging' },
    {
      intent: 'Stop the patch rollout in staging',
      as: 'speech_act',
      value: 'control',
      words: 'Stop the patch',
    },
    {
      intent: 'Did the databases get patched in staging',
      as: 'speech_act',
      value: 'question',
      words: 'patched',
    },
    {
      intent: 'The patching of the staging web servers went well',
      as: 'speech_act',
      value: 'tell',
      words: 'patching went',
    },
  ] as const)('“$intent” says by $as $value which words decided it', (row) => {
    expect(wordsTaken(refusalOf(row.intent), row.as, row.value)).toBe(row.words);
  });

  it.each([
    ['Stop the patch rollout in staging', '“Stop the patch”'],
    ['Delete the staging web servers', '“Delete”'],
    ['Did the databases get patched in staging', '“Did the databases get patched in staging”'],
    ['Staging web patch rollout', '“Staging web patch rollout”'],
    ['Bitte alle Server in staging nicht patchen', '“Bitte alle Server in staging nicht patchen”'],
  ])('“%s” quotes %s', (intent, quote) => {
    expect(refusalOf(intent).reason).toContain(quote);
  });

  it.each([
    'Delete the staging web servers',
    'Stop the patch rollout in staging',
    'Did the web servers get patched in staging',
  ])('“%s” still says what else was read', (intent) => {
    expect(refusalOf(intent).understood).toContainEqual(
      expect.objectContaining({ text: 'staging', as: 'environment', value: 'staging' }),
    );
  });

  it.each([
    'Bitte alle Server in staging patchen',
    'Frobnicate the wobbles in staging',
    'Patch staging web servers and audit production for CIS',
    'The patching of the staging web servers went well',
  ])('“%s” takes each word that says something for something', (intent) => {
    const { understood } = refusalOf(intent);
    const open = understood.reduce((left, { text }) => left.replace(text, ''), intent);

    expect(open.trim()).toMatch(/^(?:(?:the|and|of|for|in|web|servers|well)\s*)*$/iu);
  });
});
