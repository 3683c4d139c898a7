import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { marked } from 'marked';
import type { Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import { wording } from '../../../functions/specialists/drift/wording.ts';
import { cleanText } from '../../../functions/domain/task/clean-text.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { anAsset } from '../../support/builders/an-asset.ts';
import { anyText, hostileTexts } from '../../support/hostile-text.ts';

/** Looks for bare hosts and mailboxes too, after it took escapes away, and lets HTML pass. */
const reader = new MarkdownIt({ html: true, linkify: true });

interface Node {
  readonly type: string;
  readonly content: string;
  readonly children?: readonly Node[] | null;
}

const flat = (nodes: readonly Node[]): readonly Node[] =>
  nodes.flatMap((node) => [node, ...flat(node.children ?? [])]);

const isText = ({ type }: Node): boolean =>
  ['text', 'code_inline', 'text_special', 'inline'].includes(type);

const structure = (markdown: string): readonly string[] =>
  flat(reader.parse(markdown, {}))
    .filter((node) => !isText(node))
    .map(({ type }) => type);

const texts = (markdown: string): string =>
  flat(reader.parse(markdown, {}))
    .filter((node) => isText(node) && node.type !== 'inline')
    .map(({ content }) => content)
    .join('');

const gfmStructure = (markdown: string): readonly string[] => {
  const found: string[] = [];
  void marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token: Token) => {
    if (!['text', 'codespan', 'escape'].includes(token.type)) found.push(token.type);
  });
  return found;
};

/** A plan in which others wrote everything that they can. */
const planWith = (text: string) => {
  const plan = aBuiltPlan({
    sorted: {
      eligible: [anAsset(1, { name: text }), anAsset(2, { name: text })],
      excluded: [{ asset: anAsset(9, { name: text }), reason: text }],
    },
  });
  return {
    ...plan,
    action: { ...plan.action, parameters: { tags: { [text]: text } } },
    assumptions: [text],
    alternatives: [text],
    evidence: [{ tool_call_id: 'call-0001-01', tool: 'query_assets', statement: text }],
  };
};

const harmless = renderPlan(planWith('word'), wording);

describe('a plan in Markdown', () => {
  it.each(hostileTexts)('holds %j as text', (text) => {
    const markdown = renderPlan(planWith(text), wording);

    expect(structure(markdown)).toEqual(structure(harmless));
    expect(gfmStructure(markdown)).toEqual(gfmStructure(harmless));
    expect(texts(markdown)).toContain(cleanText(text));
  });

  it('holds whatever others wrote as text, and shows it', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const markdown = renderPlan(planWith(text), wording);

        expect(structure(markdown)).toEqual(structure(harmless));
        expect(gfmStructure(markdown)).toEqual(gfmStructure(harmless));
        expect(texts(markdown)).toContain(cleanText(text));
        expect(markdown).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      }),
      { numRuns: 500 },
    );
  });

  it('calls an asset whose name shows nothing by its id', () => {
    const asset = anAsset(1, { name: '\u200b ' });

    const markdown = renderPlan(
      aBuiltPlan({ sorted: { eligible: [asset], excluded: [] } }),
      wording,
    );

    expect(markdown).toContain(`instance_status: ${asset.asset_id}\n`);
  });
});
