import type { PageNotice } from '../../application/approval/approval-ports.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { styles } from './styles.ts';

interface Frame {
  readonly title: string;
  readonly notice: PageNotice | null;
  readonly content: Html;
}

// Made here and not in the template: the policy knows the style sheet by its every byte.
const styleElement: Html = { markup: `<style>${styles}</style>` };

const notices: Readonly<Record<PageNotice, readonly [tone: string, text: string]>> = {
  'code-requested': [
    'info',
    'If this address belongs to an approver of this change, and fewer than three codes were sent for it within the last hour, a code is on its way. A fourth within an hour is withheld: use the newest one, wait, or decide through the API. Each code works once, for ten minutes, and only the newest one of a person.',
  ],
  'code-refused': [
    'bad',
    'That code does not open this page. It may be mistyped, used, replaced by a newer one or older than ten minutes.',
  ],
  'session-ended': ['warn', 'Your session is over. Nothing was decided; ask for a new code.'],
  'decision-recorded': ['good', 'Your decision is on record.'],
  'decision-refused': ['bad', 'That decision was not recorded. Below is what stands.'],
  overtaken: [
    'warn',
    'Nothing was recorded: others changed this approval at the same moment. Below is what stands; decide again.',
  ],
  'reason-missing': ['bad', 'Nothing was decided yet: a rejection needs a reason.'],
  'self-approval': [
    'bad',
    'Nothing was decided: who asked for the change may not approve it (four-eyes).',
  ],
  'already-approved-by-you': [
    'warn',
    'You approved this plan before. Another person has to approve it as well.',
  ],
};

const noticeLine = (notice: PageNotice): Html => {
  const [tone, text] = notices[notice];
  // Nothing is announced that was there from the start: what says how it went takes the focus, or
  // is read with the field that does.
  const focus = notice.startsWith('code-') ? null : html` autofocus`;
  const role = tone === 'bad' ? 'alert' : 'status';
  return html`<p id="notice" class="notice ${tone}" role="${role}" tabindex="-1" ${focus}>
    ${text}
  </p>`;
};

/** A whole page: the same head, landmarks and notice around every content. */
export const pageFrame = ({ title, notice, content }: Frame): string => {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} · AI Orchestrator</title>
        ${styleElement}
      </head>
      <body>
        <header>AI Orchestrator · Approval</header>
        <main>${notice && noticeLine(notice)} ${content}</main>
        <footer>
          A link never authorises anything. Nobody from the AI Orchestrator will ask you for a code.
        </footer>
      </body>
    </html> `;
  return page.markup;
};

/** `2026-03-01T09:30:00.000Z` as a person reads it, with the exact time for machines. */
export const momentOf = (timestamp: string): Html =>
  html`<time datetime="${timestamp}"
    >${timestamp.slice(0, 10)} ${timestamp.slice(11, 16)} UTC</time
  >`;
