import classes from './Initials.module.css';

interface InitialsProps {
  readonly name: string;
  readonly size?: 'row' | 'large';
}

/** A disc with the first letters of a name; its colour stays the same for the same name. */
export function Initials({ name, size = 'row' }: InitialsProps) {
  return (
    <span className={classes.disc} data-size={size} data-hue={hueOf(name)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const hues = 6;

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}

function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s.]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0]?.match(/./u)?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.match(/./u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase() || '#';
}
