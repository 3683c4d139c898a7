import type { AddressInfo } from 'node:net';
import { cleanAddress } from '../../../functions/domain/shared/person-keys.ts';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly source: string;
}

/** A real SMTP server on loopback that keeps what it is sent. */
export const openMailBox = async () => {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        // The server shows a host in Unicode, however it came.
        const to = session.envelope.rcptTo.map(({ address }) => cleanAddress(address) ?? address);
        mails.push({ to, source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    /** The newest code that was mailed to an address about a task. */
    codeFor: (address: string, taskId: string): string | null =>
      mails
        .filter(({ to, source }) => to.includes(address) && source.includes(taskId))
        .map(({ source }) => /Your code is (\d{6})/.exec(source)?.[1])
        .filter((code) => code !== undefined)
        .at(-1) ?? null,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
