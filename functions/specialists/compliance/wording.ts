import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const compliance =
  'compliance|compliant|controls?|cis|pci|pci-dss|soc2|hipaa|iso27001|iso|gdpr|fedramp|nist|audit|benchmarks?';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'check|verify|assess|evaluate|report|review|measure|audit|prove|validate|test|show|run|perform|conduct|do|prepare|generate|is|are',
      compliance,
    ),
    near('collect|gather|generate|produce|prepare|compile|export', 'evidence'),
    /(?:^|[,.;:!?(] |\b(?:please|to|and|then|you|us|need|can) )audit (?!log|trail)/u,
    phrase(
      '(?:compliance|cis|pci|soc2|hipaa) (?:audit|check|report|assessment|review|evidence|scan|status)',
    ),
  ],
  mentions: phrase(`compliance|compliant|noncompliant|audit|audits|evidence|cis|pci|soc2|hipaa`),
  takesSubject: false,
  mutates: false,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'audit compliance',
  command: null,
  goal: 'Audit compliance of',
  quotesIntent: false,
  need: 'an audit',
  title: 'Compliance audit',
};
