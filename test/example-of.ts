export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** What a field should hold where its schema does not tell. */
export type Known = Readonly<Record<string, unknown>>;

let made = 0;

/** A value that a schema of the API's description lets through; `known` by the name of the field. */
export function exampleOf(schema: JsonSchema, known: Known, name = ''): unknown {
  if (Object.hasOwn(known, name)) return known[name];
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {}, known, name);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, one]) => [key, exampleOf(one, known, key)]),
    );
  switch (schema.type) {
    case 'array':
      return [exampleOf(schema.items ?? {}, known, name)];
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'object':
      return {};
  }
  made += 1;
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
  if (schema.pattern?.includes('@')) return `somebody-${made}@example.com`;
  return `text ${made}`.padEnd(schema.minLength ?? 0, '.');
}
