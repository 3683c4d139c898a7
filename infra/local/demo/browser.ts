export interface Page {
  readonly status: number;
  readonly html: string;
}

export interface Form {
  readonly action: string;
  /** Every field with a name, with the value that the page gave it. */
  readonly fields: Readonly<Record<string, string>>;
}

const decodeHtml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : decodeHtml(value);
};

/** The forms of a page as a browser without script would post them. */
export const formsIn = (html: string): readonly Form[] =>
  [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => ({
    action: attribute(form, 'action') ?? '',
    fields: Object.fromEntries(
      [...form.matchAll(/<(?:input|textarea)\b[^>]*>/g)].flatMap(([field]) => {
        const name = attribute(field, 'name');
        return name === null ? [] : [[name, attribute(field, 'value') ?? '']];
      }),
    ),
  }));

/** A browser with cookies and without script, for one site. */
export const openBrowser = (origin: string) => {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Page> => {
    const response = await fetch(new URL(path, origin), {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        'sec-fetch-site': 'same-origin',
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (response.status === 303 && location !== null) return send(location, { method: 'GET' });
    return { status: response.status, html: await response.text() };
  };
  return {
    open: (path: string): Promise<Page> => send(path, { method: 'GET' }),
    post: ({ action, fields }: Form, filled: Readonly<Record<string, string>>): Promise<Page> =>
      send(action, {
        method: 'POST',
        headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...fields, ...filled }).toString(),
      }),
  };
};
