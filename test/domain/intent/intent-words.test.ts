import { describe, expect, it } from 'vitest';
import {
  foldIntent,
  intentWords,
  wantedText,
} from '../../../functions/domain/intent/intent-words.ts';

const wanted = (intent: string): string => wantedText(intentWords(foldIntent(intent)));

describe('a folded intent', () => {
  it.each([
    ['  Fix\n DRIFT ', 'fix drift'],
    ['don’t', 'not'],
    ['pre-production and pre prod', 'preprod and preprod'],
    ['non-production', 'except production ;'],
    ['production-like, prod grade', 'robust, robust'],
    ['web-servers and front ends', 'webservers and frontends'],
    ['dev-web and checkout-api', 'dev web and checkout api'],
    ['fail over, failing-over', 'failover, failover'],
    ['roll out and rolling-out', 'rollout and rollout'],
    ['re-image and re-align', 'reimage and realign'],
    ['non-compliant', 'noncompliant'],
    ['under-utilized, over-provisioned', 'underutilized, overprovisioned'],
    ['SOC 2', 'soc2'],
    ['no more than 3, up to 4, a maximum of 5', 'atmost 3, atmost 4, atmost 5'],
    ['up to date', 'up to date'],
    ['everything but databases', 'everything except databases'],
    ['everything but not databases', 'everything but not databases'],
    ['apart from, keep out of, skipping', 'except, except, except'],
    ['leave production web alone', 'except production web ;'],
  ])('%j is %j', (intent, folded) => {
    expect(foldIntent(intent)).toBe(folded);
  });
});

describe('what is wanted', () => {
  it.each([
    ['fix drift on web hosts', 'fix drift on web hosts'],
    ['do not touch production', '| | |'],
    ['fix web, not databases', 'fix web , | |'],
    ['fix web, not databases or caches', 'fix web , | | | |'],
    ['fix web, not databases, caches and workers', 'fix web , | | | | | |'],
    ['not databases, fix web', '| | , fix web'],
    ['not databases, and fix web', '| | | and fix web'],
    ['not databases and fix web', '| | and fix web'],
    ['not databases and caches', '| | | |'],
    ['not databases, the caches', '| | | | |'],
    ['never production, staging', '| | | |'],
    ['not linux, windows', '| | | |'],
    ['not checkout, payments', '| | | |'],
    ['not databases,', '| | ,'],
    ['not databases and', '| | |'],
    ['not databases; fix web', '| | ; fix web'],
    ['not databases but web', '| | but web'],
    ['not databases. fix web', '| | . fix web'],
    ['not databases - fix web', '| | - fix web'],
    ['no downtime in production', '| | in production'],
    ['without downtime for web', '| | for web'],
    ['not downtime in production', '| | | |'],
    ['no downtime, fix web', '| | , fix web'],
    ['web nor databases', 'web | |'],
    ['50% (web)', '50 % ( web )'],
    ['cve-2026-0001 in us-east-1', 'cve-2026-0001 in us-east-1'],
  ])('of “%s” is “%s”', (intent, text) => {
    expect(wanted(intent)).toBe(text);
  });
});
