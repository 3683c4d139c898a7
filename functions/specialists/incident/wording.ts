import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'investigate|troubleshoot|diagnose|debug|triage|analyze|analyse|examine|look into|explain',
      'incidents?|outages?|errors?|failures?|alerts?|alarms?|latency|slowness|slow|timeouts?|spikes?|crash(?:es|ed|ing)?|5xx|500s?|502s?|503s?|504s?|down|downtime|degradation|degraded|problems?|issues?|failing|unavailable|unhealthy|drops?|leaks?|exceptions?',
    ),
    near(
      'why|what caused|what is causing',
      'slow|down|failing|failed|fails?|errors?|latency|timeouts?|timing out|crash(?:es|ed|ing)?|unavailable|unhealthy|unreachable|5xx|500s?|502s?|503s?|outage|degraded|returning|high',
    ),
    near('find|determine|identify|establish|do|perform|run', 'root cause|rca|root cause analysis'),
    phrase(
      'root cause (?:analysis )?(?:of|for)|incident investigation|investigate (?:the |this |an? )?incident',
    ),
    /(?:^|[,.;:!?(] |\b(?:please|to|and|you) )(?:investigate|troubleshoot|diagnose|triage) (?!.*\bdrift)/u,
  ],
  mentions: phrase('incidents?|outages?|root cause|rca|investigate|troubleshoot|diagnose'),
  takesSubject: true,
  mutates: false,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'investigate an incident',
  command: null,
  goal: 'Investigate the incident on',
  quotesIntent: true,
  need: 'an investigation',
  title: 'Incident investigation',
};
