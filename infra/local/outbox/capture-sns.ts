import { bodyText, publishAnswer, xmlError } from './aws-answer.ts';
import type { WireAnswer, WireRequest } from './aws-answer.ts';
import type { MessageLog } from './message-log.ts';

const attribute = /^MessageAttributes\.entry\.\d+\.(Name|Value\.(DataType|StringValue))$/;
const known: readonly string[] = ['Action', 'Version', 'TopicArn', 'Message', 'Subject'];

/** An SNS client's transport that keeps each notice in the outbox in place of publishing it. */
export const captureSns = (log: MessageLog) => ({
  handle: async (request: WireRequest): Promise<WireAnswer> => {
    const form = new URLSearchParams(bodyText(request.body));
    const action = form.get('Action') ?? 'without a name';
    if (action !== 'Publish') {
      return xmlError('InvalidAction', `The local outbox has no SNS operation ${action}`);
    }
    const strange = [...form.keys()].find((name) => !known.includes(name) && !attribute.test(name));
    if (strange !== undefined) {
      return xmlError('InvalidParameter', `The local outbox does not know ${strange} of Publish`);
    }
    const topic = form.get('TopicArn');
    const text = form.get('Message');
    if (!topic?.startsWith('arn:aws:sns:')) {
      return xmlError('InvalidParameter', 'Invalid parameter: TopicArn');
    }
    if (!text) return xmlError('InvalidParameter', 'Invalid parameter: Empty message');
    const message = await log.add({
      channel: 'sns',
      to: topic,
      subject: form.get('Subject') ?? '',
      text,
      html: null,
    });
    return publishAnswer(message.id);
  },
});
