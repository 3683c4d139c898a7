import { terminalText } from '../../../functions/domain/notification/safe-text.ts';
import { whenAbandoned } from '../data/when-abandoned.ts';
import { sentenceOf } from '../settings/file-fault.ts';
import { startLocal } from '../start-local.ts';
import { welcome } from './welcome.ts';

const stopOn: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

const fail = (error: unknown): void => {
  process.stderr.write(`${terminalText(sentenceOf(error))}\n`);
  process.exit(1);
};

const main = async (): Promise<void> => {
  // The SDK's notice about a future release is no news to whoever starts this.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const local = await startLocal({ environment: process.env });
  for (const warning of local.warnings) process.stderr.write(`${warning}\n`);
  process.stdout.write(welcome(local));
  let closing: Promise<void> | undefined;
  const stop = (): void => {
    closing ??= local.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of stopOn) process.on(signal, stop);
  if (process.env['npm_lifecycle_event'] !== undefined) whenAbandoned(stop);
};

main().catch(fail);
