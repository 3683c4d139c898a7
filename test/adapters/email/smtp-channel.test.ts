import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { makeSmtpChannel } from '../../../functions/adapters/email/smtp-channel.ts';
import { aNotice } from '../../support/approval/notice.ts';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly source: string;
}

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

/** A real SMTP server on loopback that keeps each conversation's outcome. */
const open = async (options: SMTPServerOptions = {}) => {
  const mails: Mail[] = [];
  const logins: string[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onAuth: ({ username, password }, _, done) => {
      logins.push(`${username ?? ''}:${password ?? ''}`);
      done(null, { user: username });
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: session.user as string | undefined,
          source: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { mails, logins, port, connections: () => connections };
};

const from = 'QL-RF AI <alerts@example.com>';

test('a notice is one mail a recipient, as text and as HTML, after logging in', async () => {
  const { mails, logins, port } = await open();
  const server = { host: '127.0.0.1', port, user: 'alerts', password: 'pass-word-1' };

  await makeSmtpChannel(server, from).send(
    aNotice({ recipients: ['alice@example.com', 'bob@example.com'] }),
  );

  expect(mails.map(({ to }) => to)).toEqual([['alice@example.com'], ['bob@example.com']]);
  expect(logins).toContain('alerts:pass-word-1');
  const [mail] = mails;
  expect(mail).toMatchObject({ from: 'alerts@example.com', user: 'alerts' });
  expect(mail?.source).toMatch(/^From: "QL-RF AI" <alerts@example.com>\r$/m);
  expect(mail?.source).toMatch(/^Subject: A change waits for your approval \(production\)\r$/m);
  expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(mail?.source).toMatch(/^X-Orchestrator-Message-ID: msg-1\r$/m);
  expect(mail?.source).toContain('Content-Type: multipart/alternative');
  expect(mail?.source).toContain('<p>A change waits.</p>');
});

test('a subject or an address with line breaks adds no header and no recipient', async () => {
  const { mails, port } = await open();
  const notice = aNotice({
    subject: 'Hello\r\nBcc: eve@example.com',
    recipients: ['alice@example.com\r\nRCPT TO:<eve@example.com>'],
  });

  await makeSmtpChannel({ host: '127.0.0.1', port }, from)
    .send(notice)
    .catch(() => undefined);
  await makeSmtpChannel({ host: '127.0.0.1', port }, from).send({
    ...notice,
    recipients: ['alice@example.com'],
  });

  expect(mails.flatMap(({ to }) => to)).not.toContain('eve@example.com');
  expect(mails.map(({ source }) => source).join('\n')).not.toMatch(/^Bcc:/m);
});

test('a recipient list in one address is not taken apart', async () => {
  const { mails, port } = await open();

  await makeSmtpChannel({ host: '127.0.0.1', port }, from)
    .send(aNotice({ recipients: ['alice@example.com, eve@example.com'] }))
    .catch(() => undefined);

  expect(mails.flatMap(({ to }) => to)).not.toContain('eve@example.com');
});

test('what the server refuses is a failure that is tried again', async () => {
  const { port } = await open({
    onRcptTo: (_, __, done) => done(new Error('no such mailbox')),
  });

  const sending = makeSmtpChannel({ host: '127.0.0.1', port }, from).send(aNotice());

  await expect(sending).rejects.toMatchObject({ name: 'TransientFailure' });
});

test('a server off this machine that offers no TLS gets neither password nor mail', async () => {
  const { mails, logins, port, connections } = await open();
  // The same server under a name that the channel takes for any other host.
  const server = { host: '127.1', port, user: 'alerts', password: 'pass-word-1' };

  const sending = makeSmtpChannel(server, from).send(aNotice());

  await expect(sending).rejects.toMatchObject({ name: 'TransientFailure' });
  expect(connections()).toBe(1);
  expect([mails, logins]).toEqual([[], []]);
});
