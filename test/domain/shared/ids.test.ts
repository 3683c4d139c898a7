import { describe, expect, it } from 'vitest';
import {
  ExecutionId,
  GateId,
  OrgId,
  TaskId,
  Timestamp,
  toTimestamp,
} from '../../../functions/domain/shared/ids.ts';

const ulid = '01j0000000000000000000000a';

describe('an id', () => {
  it('has its prefix and 26 lower-case characters of a ULID', () => {
    expect(TaskId.safeParse(`task-${ulid}`).success).toBe(true);
    expect(ExecutionId.safeParse(`exec-${ulid}`).success).toBe(true);
    expect(GateId.safeParse(`gate-${ulid}`).success).toBe(true);
  });

  it.each([
    ulid,
    `exec-${ulid}`,
    `task-${ulid.toUpperCase()}`,
    `task-${ulid}a`,
    `task-${ulid.slice(1)}`,
    `task-${ulid.replace('a', 'i')}`,
    `task-${ulid.replace('a', 'u')}`,
    ` task-${ulid}`,
    `task-${ulid}\n`,
    'task-',
    '',
  ])('%j is not one of a task', (text) => {
    expect(TaskId.safeParse(text).success).toBe(false);
  });
});

describe('an org id', () => {
  it.each(['org-123', 'a', 'A.b_c-9', '1', 'x'.repeat(64)])('may be %s', (text) => {
    expect(OrgId.safeParse(text).success).toBe(true);
  });

  it.each(['', '-a', '.a', '_a', 'a#b', 'a b', 'a/b', 'ä', 'a\n', 'x'.repeat(65)])(
    'may not be %j, which could leave its partition',
    (text) => {
      expect(OrgId.safeParse(text).success).toBe(false);
    },
  );
});

describe('a time', () => {
  it('is RFC 3339 in UTC with milliseconds', () => {
    expect(toTimestamp(1_772_355_600_007)).toBe('2026-03-01T09:00:00.007Z');
    expect(Timestamp.safeParse('2026-03-01T09:00:00.007Z').success).toBe(true);
  });

  it.each(['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000+01:00', '2026-03-01', 'now'])(
    '%s is none as documents hold it',
    (text) => {
      expect(Timestamp.safeParse(text).success).toBe(false);
    },
  );
});
