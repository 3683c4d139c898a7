import { describe, expect, it } from 'vitest';
import { isOneSlip } from '../../../functions/domain/intent/one-slip.ts';

describe('isOneSlip', () => {
  it.each([
    ['a letter left out', 'remediat', 'remediate'],
    ['a letter put in', 'patchhing', 'patching'],
    ['a letter replaced', 'upgrode', 'upgrade'],
    ['two letters swapped', 'pacthing', 'patching'],
    ['the last letter replaced', 'updats', 'update'],
  ])('holds for %s', (_, one, other) => {
    expect(isOneSlip(one, other)).toBe(true);
    expect(isOneSlip(other, one)).toBe(true);
  });

  it.each([
    ['the same word', 'update', 'update'],
    ['two slips', 'uppdats', 'update'],
    ['a prefix', 'disable', 'enable'],
    ['two letters replaced', 'paxxhing', 'patching'],
    ['half a swap', 'pacxhing', 'patching'],
    ['the other half of a swap', 'paxthing', 'patching'],
    ['a swap and another slip', 'pacthinx', 'patching'],
    ['two letters put in', 'patchinggs', 'patching'],
    ['another first letter', 'latching', 'patching'],
    ['two slips of another first letter', 'accept', 'except'],
    ['words under six letters', 'prod', 'prid'],
    ['one word of five letters', 'patch', 'patchy'],
  ])('does not hold for %s', (_, one, other) => {
    expect(isOneSlip(one, other)).toBe(false);
    expect(isOneSlip(other, one)).toBe(false);
  });
});
