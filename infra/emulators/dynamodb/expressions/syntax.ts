import type { AttributeValue } from '../values/attribute-value.ts';

/** A path into an item: an attribute's name, then map keys (strings) and list indexes (numbers). */
export type DocumentPath = readonly [string, ...(readonly (string | number)[])];

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly path: DocumentPath };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | {
      readonly kind: 'compare';
      readonly operator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'between';
      readonly operand: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly options: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: DocumentPath; readonly wanted: boolean }
  | { readonly kind: 'type'; readonly path: DocumentPath; readonly type: string }
  | {
      readonly kind: 'begins_with' | 'contains';
      readonly operand: Operand;
      readonly argument: Operand;
    };

/** The right side of a `SET` clause. */
export type UpdateOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | {
      readonly kind: 'if_not_exists';
      readonly path: DocumentPath;
      readonly fallback: UpdateOperand;
    }
  | { readonly kind: 'list_append'; readonly left: UpdateOperand; readonly right: UpdateOperand }
  | {
      readonly kind: 'sum';
      readonly operator: '+' | '-';
      readonly left: UpdateOperand;
      readonly right: UpdateOperand;
    };

export interface Update {
  readonly set: readonly { readonly path: DocumentPath; readonly operand: UpdateOperand }[];
  readonly remove: readonly { readonly path: DocumentPath }[];
  readonly add: readonly { readonly path: DocumentPath; readonly value: AttributeValue }[];
  readonly delete: readonly { readonly path: DocumentPath; readonly value: AttributeValue }[];
}

/** A fault in an expression; the caller names the parameter that held it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}
