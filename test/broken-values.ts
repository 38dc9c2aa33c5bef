import type { JsonSchema } from './example-of.ts';

// What programs send that are wrong, and people who try what happens. Bodies as JSON texts: some cannot be written from a value.

const long = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const base64url = (text: string) => Buffer.from(text).toString('base64url');

const dates = [
  '9999-99-99T99:99Z',
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '2999-01-01T00:00:00.123456789Z',
  '2026-01-01T00:00:00+15:59',
];

const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u202e\ufeff',
  '-1',
  '1.5',
  '1e309',
  'NaN',
  '9007199254740993',
  '99999999999999999999',
  '__proto__',
  'constructor',
  'toString',
  "'; drop table contact; --",
  '%',
  '\\',
  '{}',
  '=1+1',
  ...dates,
];

/** In place of one field of a body. `undefined`: the field is missing. */
export function brokenFields(
  strangers: readonly string[],
  longest: number | undefined,
): (string | undefined)[] {
  return [
    undefined,
    ...['null', 'true', '0', '-1', '1.5', '1e309', '-1e309', '9007199254740993', '2147483648', '1e20'],
    ...[
      '[]',
      '{}',
      '[null]',
      '[[[]]]',
      nested(2_000),
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":1}}',
    ],
    ...['"\\ud800"', '"\\udc00a"', '{"\\ud800":"\\ud800"}', '{"\\u0000":"\\u0000"}'],
    ...[...texts, ...strangers, long('x', 100_000)].map((text) => JSON.stringify(text)),
    // As long as it may be, of what takes the most room elsewhere.
    ...['\u0001', '😀', '\u0300', '0', 'ﷺ'].map((text) => JSON.stringify(long(text, longest ?? 500))),
  ];
}

/** In place of a whole body. */
export const brokenBodies = [
  ...['null', 'true', '0', '""', '"text"', '[]', '{}', '[{}]', '{broken', '{"a":', '\0', '1e309'],
  ...[
    nested(100_000),
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"":""}',
    long(' ', 2_000_000),
  ],
];

const cursors = [
  '9999-99-99T99:99:99.999Z|01a21232-3ab9-7015-9d70-a7cae5f5c0ea',
  '2026-01-01T00:00:00.000Z|------------------------------------',
  '2026-01-01T00:00:00.000Z|01a21232',
  '........................|01a21232-3ab9-7015-9d70-a7cae5f5c0ea',
  '--------------------',
  '99999999999999999999999',
  '999999999999999999',
  '01a21232-3ab9-7015-9d70-a7cae5f5c0e',
  '["0","a","01a21232-3ab9-7015-9d70-a7cae5f5c0ea"]',
  '[0,"a","01a21232-3ab9-7015-9d70-a7cae5f5c0ea"]',
  '[0,"\\ud800","01a21232-3ab9-7015-9d70-a7cae5f5c0ea"]',
  '[0,"a\\u0000","01a21232-3ab9-7015-9d70-a7cae5f5c0ea"]',
  '[1e309,"a","x"]',
  '[0,"a"',
  '{}',
].flatMap((text) => [base64url(text), base64url(text).slice(0, -3)]);

// Not UTF-8, and half an escape.
const unreadable = ['%ED%A0%80', '%FF', '%', '%2'];

/** In place of one parameter, ready to stand in an address. */
export const brokenParameters = (name: string, strangers: readonly string[]): string[] => [
  ...[
    ...texts,
    ...strangers,
    ...(name === 'cursor' ? cursors : []),
    long('x', 3_000),
    long('x', 20_000),
    long('😀', 900),
  ].map(encodeURIComponent),
  ...unreadable,
];

/** A parameter twice, as a list, as an object. */
export const oddQueries = (name: string): string[] => [
  `${name}=1&${name}=2`,
  `${name}[]=1`,
  `${name}[a]=1`,
  `${name}`,
  `__proto__[a]=1`,
  `__proto__=1&constructor=2`,
];

/** The most characters that a schema lets through. */
export const longestOf = (schema: JsonSchema | undefined): number | undefined =>
  schema?.maxLength ?? schema?.anyOf?.map(longestOf).find((found) => found !== undefined);
