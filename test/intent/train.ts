import { writeFileSync } from 'node:fs';
import { makeWeights, weightsFile } from './make-weights.ts';

const text = makeWeights();
writeFileSync(weightsFile, text);
console.log(`${Math.ceil(text.length / 1024)} KB of weights written.`);
