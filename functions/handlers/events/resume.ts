import { resumeMachines } from '../../runtime/compose/resume.ts';
import { outboxHandler } from '../../runtime/outbox-handler.ts';

export const handler = outboxHandler({ name: 'resume', useCase: resumeMachines });
