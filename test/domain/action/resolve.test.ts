import { expect, it } from 'vitest';
import { asProposed } from '../../../functions/domain/action/resolve.ts';

it('parameters in which the inventory has no say stay as they were proposed', () => {
  const parameters = { document: 'AWS-UpdateSSMAgent' };

  expect(asProposed({ parameters })).toEqual({ kind: 'parameters', parameters });
});
