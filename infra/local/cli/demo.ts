import { join } from 'node:path';
import { connect } from '../demo/api.ts';
import { startInstance } from '../demo/instance.ts';
import { sentenceOf } from '../settings/file-fault.ts';
import { say, sayDetail, sayDone, sayFailure, sayStep } from '../demo/print.ts';
import { rollBack, rollOut } from '../demo/scenarios.ts';

/** Does the main job before one's eyes; the exit code says whether all of it happened. */
const main = async (): Promise<void> => {
  sayStep('Starting a fresh instance with the demo fleet');
  const instance = await startInstance(join(import.meta.dirname, 'main.js'));
  sayDetail(instance.url);
  const stop = (): void => {
    void instance.close().then(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const api = connect(instance.url);
    await rollOut(api);
    await rollBack(api);
  } finally {
    await instance.close();
  }
  say();
  sayDone('The main job was done: planned, approved, rolled out, rolled back, all on record.');
};

main().catch((error: unknown) => {
  sayFailure(sentenceOf(error));
  process.exitCode = 1;
});
