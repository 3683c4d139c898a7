import * as z from 'zod';
import { jsonRecord } from '../../domain/shared/json-object.ts';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { declareTool } from '../define-tool.ts';
import { selector } from '../tools/tool-schemas.ts';

const Days = z.int().min(1).max(365).default(30);
const Usd = z.number().min(0);

export const billingData = declareTool({
  name: 'billing_data',
  description: 'Reads what the task’s assets cost.',
  risk_class: 'read_only',
  input: { selector, days: Days },
  output: { total_usd: Usd, by_service: jsonRecord(Usd) },
});

export const forecast = declareTool({
  name: 'forecast',
  description: 'Forecasts cost from its past.',
  risk_class: 'read_only',
  input: { selector, days: Days },
  output: { expected_usd: Usd, low_usd: Usd, high_usd: Usd },
});

export const recommend = declareTool({
  name: 'recommend',
  description: 'Recommends sizes and schedules by measured use.',
  risk_class: 'read_only',
  input: { selector },
  output: {
    recommendations: z.array(z.strictObject({ text: UntrustedText, saves_usd_per_month: Usd })),
  },
});
