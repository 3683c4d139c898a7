import type { NotificationChannel } from '../../application/notification/notification-ports.ts';
import { causeInBrackets, ChannelFailure } from '../../domain/notification/channel-failure.ts';
import { mailHeaders } from './mail-headers.ts';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

const timeoutMilliseconds = 10_000;
const implicitTlsPort = 465;
const loopbackHosts = ['127.0.0.1', '::1', 'localhost'];

/** The mail library is loaded with the first mail: who sends by SES never needs it. */
const connect = async (server: SmtpServer) => {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: server.host,
    port: server.port,
    secure: server.port === implicitTlsPort,
    requireTLS: !loopbackHosts.includes(server.host),
    ...(server.user !== undefined && {
      auth: { user: server.user, pass: server.password ?? '' },
    }),
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

/** The server's SMTP reply code, when it said one. */
const responseCodeOf = (error: unknown): number | null =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null;

/**
 * Mail by SMTP (RFC 5321). Off this machine nothing is sent before TLS: a server without STARTTLS is
 * refused, so that neither the password nor a code travels in the clear.
 */
export const makeSmtpChannel = (server: SmtpServer, from: string): NotificationChannel<'email'> => {
  let connecting: ReturnType<typeof connect> | undefined;
  return {
    name: 'email',
    reach: 'each_recipient',
    send: async (notice) => {
      const transport = await (connecting ??= connect(server));
      for (const recipient of notice.recipients) {
        try {
          await transport.sendMail({
            from,
            // As an object, so that an address is never read as a list of addresses.
            to: { name: '', address: recipient },
            subject: notice.subject,
            text: notice.text,
            html: notice.html,
            headers: { ...mailHeaders(notice) },
          });
        } catch (error) {
          throw new ChannelFailure(
            `The mail server does not take the mail${causeInBrackets(error)}`,
            { status: responseCodeOf(error), cause: error },
          );
        }
      }
    },
  };
};
