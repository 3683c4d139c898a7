/** A DynamoDB value as it travels and as it is stored: `B` in base64, numbers normalised. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: AttributeMap }
  | { readonly L: readonly AttributeValue[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export const attributeTypes = ['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS'] as const;

export type AttributeType = (typeof attributeTypes)[number];

/** The types that a key may have, and that `<` and `>` compare. */
export type ScalarType = 'S' | 'N' | 'B';

export const typeOf = (value: AttributeValue): AttributeType =>
  Object.keys(value)[0] as AttributeType;

/** The attribute of that name, never something inherited: names such as `constructor` are legal. */
export const attributeOf = (map: AttributeMap, name: string): AttributeValue | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

/** Text of an `S`, `N` or `B`; undefined for any other type. */
export const scalarText = (value: AttributeValue): string | undefined => {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  return 'B' in value ? value.B : undefined;
};

/** Only the named attributes, those that the map has. */
export const pick = (map: AttributeMap, names: Iterable<string>): AttributeMap => {
  const entries: [string, AttributeValue][] = [];
  for (const name of names) {
    const value = attributeOf(map, name);
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
};
