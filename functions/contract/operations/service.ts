import * as z from 'zod';
import { HealthView, ReadinessView } from '../../domain/shared/service-view.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

export const serviceOperations = {
  getOpenApi: {
    method: 'GET',
    path: `${base}/openapi.json`,
    group: 'public',
    summary: 'This document',
    answers: { json: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) } },
  },
  getHealth: {
    method: 'GET',
    path: '/health',
    group: 'public',
    summary: 'Liveness, with version and policy revision',
    answers: { json: { 200: HealthView } },
  },
  getReadiness: {
    method: 'GET',
    path: '/ready',
    group: 'public',
    summary: 'Readiness, each dependency named',
    answers: { json: { 200: ReadinessView, 503: ReadinessView } },
  },
  getMetrics: {
    method: 'GET',
    path: '/metrics',
    group: 'read',
    summary: "Counters of the caller's org, or of all for the operator, as Prometheus text",
    answers: { text: true },
  },
} as const satisfies Operations;
