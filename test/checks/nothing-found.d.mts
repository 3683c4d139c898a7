import type { Rule } from 'eslint';

export declare const nothingFound: Rule.RuleModule;
