import { createHmac } from 'node:crypto';

export interface WebhookContent {
  readonly id: string;
  /** Seconds since the epoch, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

const prefix = 'whsec_';

/**
 * The `webhook-signature` of the Standard Webhooks specification 1.0.0: `v1,` and the base64 of
 * HMAC-SHA256 over `id.timestamp.body`. The secret is base64, with or without its prefix `whsec_`.
 */
export const signWebhook = (secret: string, content: WebhookContent): string => {
  const key = Buffer.from(
    secret.startsWith(prefix) ? secret.slice(prefix.length) : secret,
    'base64',
  );
  const signed = `${content.id}.${content.timestamp}.${content.body}`;
  return `v1,${createHmac('sha256', key).update(signed, 'utf8').digest('base64')}`;
};
