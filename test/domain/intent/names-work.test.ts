import { describe, expect, it } from 'vitest';
import { namesWork } from '../../../functions/domain/intent/names-work.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('namesWork', () => {
  it.each<[string, TaskType]>([
    ['Runbook: certificate expiry', 'sop_authoring'],
    ['adapter for stripe', 'api_adapter'],
    ['golden image build for web', 'image_management'],
    ['new image with nginx', 'image_management'],
  ])('hears in “%s” what is to be made and what for', (intent, type) => {
    expect(namesWork(claimsOf(intent), type)).toBe(true);
  });

  it.each<[string, TaskType]>([
    ['incident runbook', 'sop_authoring'],
    ['runbook for the servers', 'sop_authoring'],
    ['runbook for please', 'sop_authoring'],
    ['runbook for something', 'sop_authoring'],
    ['runbook on 12', 'sop_authoring'],
    ['certificate expiry for web', 'sop_authoring'],
    ['golden image', 'image_management'],
    ['patches for web', 'patch_rollout'],
    ['adapter for stripe', 'sop_authoring'],
  ])('hears a name alone in “%s”', (intent, type) => {
    expect(namesWork(claimsOf(intent), type)).toBe(false);
  });
});
