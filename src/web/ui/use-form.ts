import { type ChangeEvent, type FormEvent, useState } from 'react';
import { ApiProblem, type FieldError } from '../api-client.ts';

export type FormErrors = Readonly<Record<string, string>>;

interface FormOptions<V> {
  readonly initial: V;
  /** What is wrong with the values now: path → message. Empty when all is well. */
  readonly check: (values: V) => FormErrors;
}

export type Form<V> = ReturnType<typeof useForm<V>>;

/**
 * The state of one form. A field shows its error once it was left or sending was tried; what the server refused stays
 * at its field until that field changes.
 */
export function useForm<V>({ initial, check }: FormOptions<V>) {
  const [values, setValues] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FormErrors>({});
  const found = check(values);

  const errorOf = (path: string) => refused[path] ?? (tried || left.has(path) ? found[path] : undefined);
  const change = (path: string, next: V) => {
    setValues(next);
    setRefused(({ [path]: _, ...others }) => others);
  };

  return {
    values,
    setValues,
    change,
    errorOf,
    isChanged: JSON.stringify(values) !== JSON.stringify(initial),
    leave: (path: string) => setLeft((before) => new Set(before).add(path)),
    /** Puts the server's field errors at their fields. True when it had any. */
    refuse: (error: unknown): boolean => {
      if (!(error instanceof ApiProblem) || error.errors.length === 0) return false;
      setRefused(byPath(error.errors));
      return true;
    },
    /** For `onSubmit`: sends only values that pass, and takes the eye to the first that does not. */
    submit: (send: (values: V) => void) => (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      setTried(true);
      if (Object.keys(found).length === 0) send(values);
      else focusFirstInvalid(event.currentTarget);
    },
    /** Props of a text field. */
    text: <K extends TextKeys<V>>(name: K) => ({
      name,
      value: String(values[name]),
      error: errorOf(name),
      onBlur: () => setLeft((before) => new Set(before).add(name)),
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        change(name, { ...values, [name]: event.currentTarget.value }),
    }),
  };
}

type TextKeys<V> = { [K in keyof V]: V[K] extends string ? K : never }[keyof V] & string;

export function byPath(errors: readonly FieldError[]): FormErrors {
  return Object.fromEntries([...errors].reverse().map((error) => [error.path, error.message]));
}

function focusFirstInvalid(form: HTMLFormElement): void {
  // After React has marked the fields.
  requestAnimationFrame(() => {
    const field = form.querySelector('[aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  });
}
