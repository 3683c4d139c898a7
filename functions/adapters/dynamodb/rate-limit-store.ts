import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../application/shared/ports.ts';
import type { RateLimiter } from '../../application/task/rate-limit-ports.ts';
import { digestOfText } from '../../domain/shared/canonical.ts';
import { translated } from './store-errors.ts';
import { keyOf, partitions } from './table.ts';
import type { Table } from './table.ts';

const windowSeconds = 60;

/**
 * Counts by the minute, one item a caller and window, which no other caller's requests touch. The
 * count is added without a condition, so that requests at the same moment never refuse each other.
 */
export const makeRateLimiter = (table: Table, clock: Clock): RateLimiter => ({
  take: ({ org, identity, operation, perMinute }) =>
    translated(async () => {
      const now = Math.floor(clock.now() / 1_000);
      const window = Math.floor(now / windowSeconds);
      const { Attributes } = await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyOf({
            pk: partitions.rate(org, operation, digestOfText(identity)),
            sk: String(window),
          }),
          UpdateExpression: 'ADD taken :one SET #ttl = if_not_exists(#ttl, :ttl)',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':ttl': { N: String((window + 2) * windowSeconds) },
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      const isWithin = Number(Attributes?.['taken']?.N) <= perMinute;
      return isWithin ? null : (window + 1) * windowSeconds - now;
    }),
});
