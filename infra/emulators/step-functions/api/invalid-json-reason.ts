const literals = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** Why a text is no JSON, in AWS's words for the two mistakes that it was recorded with. */
export const invalidJsonReason = (text: string): string => {
  const trimmed = text.trim();
  const token = /^[A-Za-z_$][\w$]*/.exec(trimmed)?.[0];
  if (token !== undefined && !['null', 'true', 'false'].includes(token)) {
    return `Unrecognized token '${token}': was expecting ${literals}`;
  }
  const start = /^\{\s*([^\s"}])/.exec(trimmed)?.[1];
  if (start !== undefined) {
    const code = start.charCodeAt(0);
    return `Unexpected character ('${start}' (code ${code})): was expecting double-quote to start field name`;
  }
  return 'The text is not valid JSON';
};
