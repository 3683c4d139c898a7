import { ExpressionError } from './syntax.ts';

type TokenKind = 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const maxExpressionBytes = 4096;

const maxOperators = 300;

const maxNesting = 150;

const kinds: readonly TokenKind[] = ['word', 'name', 'value', 'number', 'symbol'];

const tokenPattern =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>+\-,()[\].]))/y;

const syntaxError = (token: string, near: string): ExpressionError =>
  new ExpressionError(`Syntax error; token: "${token}", near: "${near}"`);

/** Walks over the tokens of one expression and tells where a fault lies. */
export class TokenCursor {
  private readonly expression: string;
  private readonly tokens: readonly Token[];
  private at = 0;
  private operators = 0;
  private nesting = 0;

  /** @throws ExpressionError when the text is empty, too long, or holds a foreign character. */
  constructor(expression: string) {
    const size = Buffer.byteLength(expression);
    if (size > maxExpressionBytes) {
      throw new ExpressionError(
        `Expression size has exceeded the maximum allowed size; expression size: ${size}`,
      );
    }
    if (expression.trim() === '') throw new ExpressionError('The expression can not be empty;');
    this.expression = expression;
    this.tokens = this.tokenize();
  }

  peek(ahead = 0): Token {
    const last = this.tokens[this.tokens.length - 1];
    const token = this.tokens[this.at + ahead] ?? last;
    if (token === undefined) throw new ExpressionError('The expression can not be empty;');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  /** Takes the symbol if it comes next. */
  accept(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return false;
    this.at += 1;
    return true;
  }

  /** Takes the keyword, in any case, if it comes next. */
  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += 1;
    return true;
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.text.toUpperCase() === word;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail();
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') this.fail();
  }

  /** A function call begins here. */
  isCall(): boolean {
    const [word, parenthesis] = [this.peek(), this.peek(1)];
    return word.kind === 'word' && parenthesis.kind === 'symbol' && parenthesis.text === '(';
  }

  countOperator(): void {
    this.operators += 1;
    if (this.operators > maxOperators) {
      throw new ExpressionError(
        `The expression contains too many operators; operator count: ${this.operators}`,
      );
    }
  }

  /** Runs `read` one level deeper; the limit protects the stack from hostile nesting. */
  nested<T>(read: () => T): T {
    this.nesting += 1;
    if (this.nesting > maxNesting) {
      throw new ExpressionError('The expression is nested too deeply;');
    }
    const result = read();
    this.nesting -= 1;
    return result;
  }

  fail(): never {
    const token = this.peek();
    const from = this.tokens[this.at - 1]?.start ?? token.start;
    const to = (this.tokens[this.at + 1] ?? token).end;
    const shown = token.kind === 'end' ? '<EOF>' : token.text;
    throw syntaxError(shown, this.expression.slice(from, to));
  }

  private tokenize(): readonly Token[] {
    const tokens: Token[] = [];
    const end = this.expression.trimEnd().length;
    let position = 0;
    while (position < end) {
      tokenPattern.lastIndex = position;
      const match = tokenPattern.exec(this.expression);
      if (match === null) throw this.foreign(position);
      const group = match.slice(1).findIndex((text: string | undefined) => text !== undefined);
      const text = match[group + 1] ?? '';
      position = tokenPattern.lastIndex;
      tokens.push({
        kind: kinds[group] ?? 'symbol',
        text,
        start: position - text.length,
        end: position,
      });
    }
    tokens.push({ kind: 'end', text: '', start: end, end });
    return tokens;
  }

  private foreign(position: number): ExpressionError {
    const rest = this.expression.slice(position).trimStart();
    return syntaxError(rest.slice(0, 1), rest.slice(0, 10));
  }
}
