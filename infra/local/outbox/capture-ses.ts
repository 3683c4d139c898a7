import * as z from 'zod';
import { bodyText, jsonAnswer, jsonError } from './aws-answer.ts';
import type { WireAnswer, WireRequest } from './aws-answer.ts';
import type { MessageLog } from './message-log.ts';

const Part = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const Addresses = z.array(z.string().min(3)).default([]);

/** What the product sends with; a field that is not here is refused by name, never ignored. */
const SendEmail = z.strictObject({
  FromEmailAddress: z.string().min(3),
  ReplyToAddresses: Addresses,
  Destination: z.strictObject({
    ToAddresses: Addresses,
    CcAddresses: Addresses,
    BccAddresses: Addresses,
  }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Part,
      Body: z.strictObject({ Text: Part.optional(), Html: Part.optional() }),
      Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
    }),
  }),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
  ConfigurationSetName: z.string().optional(),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** An SES v2 client's transport that keeps each mail in the outbox in place of sending it. */
export const captureSes = (log: MessageLog) => ({
  handle: async (request: WireRequest): Promise<WireAnswer> => {
    if (request.method !== 'POST' || request.path !== '/v2/email/outbound-emails') {
      return jsonError(
        'BadRequestException',
        `The local outbox has no SES operation ${request.method} ${request.path}`,
      );
    }
    const parsed = SendEmail.safeParse(parseJson(bodyText(request.body)));
    if (!parsed.success) return jsonError('BadRequestException', z.prettifyError(parsed.error));
    const { Destination, Content } = parsed.data;
    const to = [
      ...Destination.ToAddresses,
      ...Destination.CcAddresses,
      ...Destination.BccAddresses,
    ];
    if (to.length === 0) return jsonError('BadRequestException', 'A mail needs a recipient');
    const message = await log.add({
      channel: 'email',
      to: to.join(', '),
      subject: Content.Simple.Subject.Data,
      text: Content.Simple.Body.Text?.Data ?? '',
      html: Content.Simple.Body.Html?.Data ?? null,
    });
    return jsonAnswer({ MessageId: message.id });
  },
});
