import { type CardLine, unescaped } from './card-line.ts';

/**
 * Gives each line the label that its group holds, as one more type: Apple writes `item1.TEL:…` and
 * `item1.X-ABLabel:_$!<WorkFAX>!$_`. A label in one's own words (`Reception`) is a type that nobody knows.
 */
export function joinLabels(lines: readonly CardLine[]): CardLine[] {
  const labels = new Map<string, string>();
  for (const { group, name, value } of lines)
    if (group !== '' && name === 'X-ABLABEL') labels.set(group, typeOf(unescaped(value)));
  return lines.map((line) => {
    const label = labels.get(line.group);
    return label ? { ...line, types: [...line.types, label] } : line;
  });
}

const typeOf = (label: string) => (/^_\$!<(.*)>!\$_$/.exec(label)?.[1] ?? label).trim().toLowerCase();
