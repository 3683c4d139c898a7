import type { Right } from '../domain/shared/identity.ts';

/**
 * The deployed functions of the API, each with the right that its routes need: handlers of one group
 * share a function and its role. The approval page has its own door, so to the API it is public.
 */
export const rightOfGroup = {
  read: 'read',
  submit: 'submit',
  control: 'control',
  decide: 'decide',
  page: 'public',
  public: 'public',
} as const satisfies Readonly<Record<string, Right>>;

export type RouteGroup = keyof typeof rightOfGroup;

export const routeGroups = Object.keys(rightOfGroup) as readonly RouteGroup[];
