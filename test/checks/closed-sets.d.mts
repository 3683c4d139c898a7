import type { Rule } from 'eslint';

export declare const noRest: Rule.RuleModule;
