const invisible = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/** Compatible forms made one, and what nobody sees taken out. */
const clean = (text: string): string =>
  text.normalize('NFKC').replace(invisible, '').normalize('NFKC');

/** Letter by letter, because lower case by the word depends on what stands beside a letter. */
const foldCase = (text: string): string =>
  Array.from(text, (letter) => letter.toUpperCase().toLowerCase()).join('');

/**
 * What two spellings of one subject have in common: no spaces, no invisible characters, no case and
 * no compatible forms. Null for a blank one, which is nobody's.
 */
export const subjectKey = (subject: string): string | null =>
  clean(foldCase(clean(subject))) || null;

/** The host as a resolver gets it (UTS 46), without a closing dot; null for what is no host. */
const asciiHost = (host: string): string | null => {
  if (/[/\\?#@:[\]%]/.test(host)) return null;
  try {
    return new URL(`http://${host}`).hostname.replace(/\.+$/, '') || null;
  } catch {
    return null;
  }
};

const partsOf = (address: string): { readonly local: string; readonly host: string } | null => {
  const text = clean(address);
  const at = text.lastIndexOf('@');
  const host = at > 0 ? asciiHost(text.slice(at + 1)) : null;
  return host === null ? null : { local: text.slice(0, at), host };
};

/** An address as mail can be sent to it: its host in ASCII, nothing invisible; null for none. */
export const cleanAddress = (address: string): string | null => {
  const parts = partsOf(address);
  return parts && `${parts.local}@${parts.host}`;
};

/**
 * What two spellings of one mail address have in common: case, spaces, compatible forms and the
 * spelling of the host (Unicode or punycode) do not count. Null for what is no address.
 */
export const addressKey = (address: string): string | null => {
  const parts = partsOf(address);
  return parts && `${clean(foldCase(parts.local))}@${parts.host}`;
};
