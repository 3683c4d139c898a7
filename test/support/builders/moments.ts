/** 2026-03-01T09:00:00.000Z: when what the builders make was begun. */
export const morning = Date.UTC(2026, 2, 1, 9, 0, 0);

/** 2026-03-02T12:00:00.000Z: what planning takes for now. */
export const noon = Date.UTC(2026, 2, 2, 12, 0, 0);
