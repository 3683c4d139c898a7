import type * as z from 'zod';

type NamedKey<Key> = string extends Key ? never : number extends Key ? never : Key;

type NamedKeys<Value> = keyof { [Key in keyof Value as NamedKey<Key>]: true };

/** A loose object is made with the members that it names; a record has no other than those of its index. */
type OwnKey<Value, Key> = [NamedKeys<Value>] extends [never] ? Key : NamedKey<Key>;

type DeepReadonly<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends readonly (infer Member)[]
    ? readonly DeepReadonly<Member>[]
    : Value extends object
      ? { readonly [Key in keyof Value as OwnKey<Value, Key>]: DeepReadonly<Value[Key]> }
      : Value;

/**
 * What a view of this schema is to whoever makes it: its output, and readonly throughout. A function
 * that says it returns this, and writes the object out, can't return a member more or less.
 */
export type View<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;
