import * as z from 'zod';

/** A name that stands in parameters of several actions; nothing that a shell would read. */
export const Name = /* @__PURE__ */ z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/u);
export const ImageId = /* @__PURE__ */ z.string().min(1).max(256);
