import type { OutboxRecord } from '../application/approval/approval-ports.ts';
import type { DeliveryResult } from '../application/notification/steps/delivery-result.ts';
import { kindsOf } from '../contract/triggers.ts';
import type { Deliverer, KindOf } from '../contract/triggers.ts';
import type { OutboxMessage } from '../domain/notification/notification.ts';

type DeliverMessage<Kind extends OutboxMessage['kind']> = (
  message: Extract<OutboxMessage, { readonly kind: Kind }>,
  record: OutboxRecord,
) => Promise<DeliveryResult>;

/**
 * What a deliverer does with each kind that the contract sends it: one that is left out, and one that
 * another deliverer has, do not compile.
 */
export const deliverByKind = <Name extends Deliverer>(
  deliverer: Name,
  ways: { readonly [Kind in KindOf<Name>]: DeliverMessage<Kind> },
) => {
  const byKind = new Map(
    Object.entries<DeliverMessage<never>>(
      ways as unknown as Readonly<Record<string, DeliverMessage<never>>>,
    ),
  );
  return {
    kinds: kindsOf(deliverer),
    deliver: (record: OutboxRecord): Promise<DeliveryResult> => {
      const way = byKind.get(record.message.kind);
      if (!way) throw new Error(`${deliverer} was given a message of ${record.message.kind}`);
      return way(record.message as never, record);
    },
  };
};
