import { expect, it } from 'vitest';
import { allCases, describeContract } from './contract-suite.ts';
import { differencesOfMoto } from './differences.ts';
import { openMoto } from './moto-server.ts';

const program = process.env['MOTO_SERVER'];

if (program === undefined || program === '') {
  it('is compared with moto where moto is installed', () => {
    console.info(
      'Not compared with moto: MOTO_SERVER does not name a moto_server program. The versions are in .ci/moto-requirements.txt; .ci/run installs them.',
    );
    expect(process.env['CI'], 'CI must name a moto_server in MOTO_SERVER').not.toBe('true');
  });
} else {
  describeContract('moto', () => openMoto(program), {
    cases: allCases,
    differences: differencesOfMoto,
  });
}
