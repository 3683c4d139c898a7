import { renderApprovalPage } from '../../adapters/pages/approval-page.ts';
import { refuseCrossSite } from '../../adapters/pages/same-origin.ts';
import { pageHeaders } from '../../adapters/pages/styles.ts';
import type { ApprovalPageView, PageNotice } from '../../application/approval/approval-ports.ts';
import { makeDecideByPage } from '../../application/approval/decide-by-page.ts';
import { makeOpenSession } from '../../application/approval/open-session.ts';
import type { OpenedSession } from '../../application/approval/open-session.ts';
import { CodeForm, SessionForm } from '../../domain/approval/page-forms.ts';
import { makeRequestCode } from '../../application/approval/request-code.ts';
import { makeShowGate } from '../../application/approval/show-gate.ts';
import { codeLimits } from '../../domain/approval/codes.ts';
import { GateId } from '../../domain/shared/ids.ts';
import { readEnvironment } from '../environment.ts';
import type { HttpOperation, TextAnswer } from '../http-handler.ts';
import type { HttpRequest } from '../http-request.ts';
import { lazy } from '../lazy.ts';
import { codeStore, secretSource } from './approval-codes.ts';
import { decideGate, gateStore } from './approval.ts';
import { clock, directory, ids, planStore, taskStore, unitOfWork } from './stores.ts';

const publicUrl = /* @__PURE__ */ lazy(() => readEnvironment('PUBLIC_URL').PUBLIC_URL);

const cookieName = 'gate_session';

const addressCookie = 'gate_address';
const longestAddress = 254;

/** The address in a form that a cookie takes; whatever else a cookie holds is none. */
const typedAddress = (cookie: string | undefined): string | null => {
  const text = Buffer.from(cookie ?? '', 'base64url').toString('utf8');
  return text === '' || text.length > longestAddress ? null : text;
};

const core = () => ({
  directory: directory(),
  gates: gateStore(),
  codes: codeStore(),
  unitOfWork: unitOfWork(),
  secrets: secretSource,
  clock,
  ids,
});

const pageOf = (view: ApprovalPageView, method: string): TextAnswer => ({
  status: view.view === 'missing' ? 404 : 200,
  headers: pageHeaders,
  html: method === 'HEAD' ? '' : renderApprovalPage(view),
});

/** GET and HEAD: shows, and changes nothing. */
export const showGateOperation = (): HttpOperation<'showGate'> => {
  const showGate = makeShowGate({ ...core(), tasks: taskStore(), plans: planStore() });
  return async ({ params, cookies, query, method }) => {
    const address = typedAddress(cookies[addressCookie]);
    const view = await showGate({
      gate_id: params['gate_id'],
      secret: cookies[cookieName],
      notice: query['notice'],
      ...(address !== null && { asked_address: address }),
    });
    return pageOf(view, method);
  };
};

/** Back to the page by GET, with what it is to say. Only an id that is a plain word goes into the address. */
const backTo = (
  request: HttpRequest,
  notice: PageNotice | null,
  ...cookies: readonly string[]
): TextAnswer => ({
  status: 303,
  headers: {
    ...pageHeaders,
    location: `/approvals/${encodeURIComponent(request.params['gate_id'] ?? '')}${notice ? `?notice=${notice}` : ''}`,
  },
  ...(cookies.length > 0 && { cookies }),
  html: '',
});

const cookieWith = (
  gateId: string,
  cookie: { readonly name: string; readonly value: string; readonly seconds: number },
): string =>
  [
    `${cookie.name}=${cookie.value}`,
    `Path=/approvals/${gateId}`,
    `Max-Age=${cookie.seconds}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(publicUrl().startsWith('https:') ? ['Secure'] : []),
  ].join('; ');

/**
 * Keeps what was typed for this browser and this gate alone, whether anybody is registered or not;
 * null forgets it.
 */
const addressCookies = (gateId: string | undefined, email: string | null): readonly string[] =>
  GateId.safeParse(gateId).success
    ? [
        cookieWith(gateId ?? '', {
          name: addressCookie,
          value: Buffer.from((email ?? '').slice(0, longestAddress), 'utf8').toString('base64url'),
          seconds: email === null ? 0 : codeLimits.valid_seconds,
        }),
      ]
    : [];

export const requestCodeOperation = (): HttpOperation<'requestCode'> => {
  const requestCode = makeRequestCode(core());
  return async (request) => {
    refuseCrossSite(request.headers, publicUrl());
    const { email } = CodeForm.parse(request.form);
    await requestCode({ gate_id: request.params['gate_id'], email });
    return backTo(request, 'code-requested', ...addressCookies(request.params['gate_id'], email));
  };
};

const cookieOf = (gateId: string, { secret, seconds }: OpenedSession): string =>
  cookieWith(gateId, { name: cookieName, value: secret, seconds });

export const openSessionOperation = (): HttpOperation<'openSession'> => {
  const openSession = makeOpenSession(core());
  return async (request) => {
    refuseCrossSite(request.headers, publicUrl());
    const gateId = request.params['gate_id'];
    const { code } = SessionForm.parse(request.form);
    const opened = await openSession({ gate_id: gateId, code });
    return opened && gateId
      ? backTo(request, null, cookieOf(gateId, opened), ...addressCookies(gateId, null))
      : backTo(request, 'code-refused');
  };
};

export const decideByPageOperation = (): HttpOperation<'decideByPage'> => {
  const decideByPage = makeDecideByPage({ ...core(), decideGate: decideGate() });
  return async (request) => {
    refuseCrossSite(request.headers, publicUrl());
    const notice = await decideByPage({
      gate_id: request.params['gate_id'],
      secret: request.cookies[cookieName],
      form: request.form,
    });
    return backTo(request, notice);
  };
};
