import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'build|create|generate|write|make|develop|design|produce|scaffold|implement|add|set up',
      'adapters?|connectors?|api integrations?|api clients?|integrations?',
    ),
    phrase('integrate (?:with|us with|our [\\p{L}\\p{N}-]+ with)'),
    near(
      'discover|integrate|connect|wrap|onboard|hook up',
      'apis?|openapi|swagger|webhooks?|graphql',
    ),
  ],
  mentions: phrase('adapters?|connectors?|integrations?|openapi|swagger'),
  takesSubject: true,
  mutates: false,
  failsOver: false,
  ownsRoleWords: true,
  phrase: 'adapt an API',
  command: null,
  goal: 'Prepare an API adapter for',
  quotesIntent: true,
  need: 'an adapter',
  title: 'API adapter',
};
