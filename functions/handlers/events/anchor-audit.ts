import { anchorEveryOrg, anchorOwed } from '../../runtime/compose/anchor.ts';
import { outboxHandler } from '../../runtime/outbox-handler.ts';
import type { OutboxEvent } from '../../runtime/outbox-handler.ts';

const deliver = outboxHandler({ name: 'anchor-audit', useCase: anchorOwed });

/** Called each minute for what messages ask for; each hour, `anchor` asks for every org. */
export const handler = (event: OutboxEvent | { readonly anchor: 'every_org' }) =>
  'anchor' in event ? anchorEveryOrg()() : deliver(event);
