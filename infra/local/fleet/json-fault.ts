/** Where a text stops being JSON, counted from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

class Fault extends Error {
  override readonly name = 'Fault';
  readonly position: number;

  constructor(position: number, expected: string) {
    super(expected);
    this.position = position;
  }
}

const whitespace = /[ \t\r\n]*/y;
const literal = /true|false|null/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Walks RFC 8259's grammar; JSON.parse of Node 20 names a position in some of its messages only. */
class Walk {
  private readonly source: string;
  private position = 0;

  constructor(source: string) {
    this.source = source;
  }

  document(): void {
    this.value();
    this.skip();
    if (this.position < this.source.length) this.fail('the end of the file');
  }

  private value(): void {
    this.skip();
    if (this.take('{')) this.members();
    else if (this.take('[')) this.elements();
    else if (!this.match(text) && !this.match(literal) && !this.match(number)) this.fail('a value');
  }

  private members(): void {
    this.skip();
    if (this.take('}')) return;
    do {
      this.skip();
      if (!this.match(text)) this.fail('a member name in double quotes');
      this.skip();
      if (!this.take(':')) this.fail('":"');
      this.value();
      this.skip();
    } while (this.take(','));
    if (!this.take('}')) this.fail('"," or "}"');
  }

  private elements(): void {
    this.skip();
    if (this.take(']')) return;
    do {
      this.value();
      this.skip();
    } while (this.take(','));
    if (!this.take(']')) this.fail('"," or "]"');
  }

  private skip(): void {
    this.match(whitespace);
  }

  private take(character: string): boolean {
    if (this.source[this.position] !== character) return false;
    this.position += 1;
    return true;
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    if (!pattern.test(this.source)) return false;
    this.position = pattern.lastIndex;
    return true;
  }

  private fail(expected: string): never {
    throw new Fault(this.position, expected);
  }
}

/** The first place where the text leaves JSON's grammar, or null when it doesn't. */
export const findJsonFault = (source: string): JsonFault | null => {
  try {
    new Walk(source).document();
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = source.slice(0, error.position).split('\n');
    return {
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      expected: error.message,
    };
  }
};
