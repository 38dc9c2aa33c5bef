import type { ReactNode } from 'react';
import type { FormErrors } from '../ui/use-form.ts';
import { customKind } from './custom/custom-kind.tsx';
import { microsoft365Kind } from './microsoft365/microsoft365-kind.tsx';

/** The settings of a source as the form holds them: one value a field. */
export type SettingsValues = Readonly<Record<string, string | boolean>>;

export interface SettingsFieldsProps {
  readonly values: SettingsValues;
  readonly errorOf: (name: string) => string | undefined;
  readonly onChange: (name: string, value: string | boolean) => void;
  readonly onLeave: (name: string) => void;
  /** Whether the saved source has this secret: then the field may stay empty. */
  readonly isSet: (secret: string) => boolean;
}

/** All that the settings pages know of one kind of source. Another kind is another folder and a line below. */
export interface SourceKind {
  readonly title: string;
  /** Whether each source of this kind has a name of its own to enter. */
  readonly isNamed: boolean;
  readonly lead: string;
  /** The sentence of the dialog before Erase Data. */
  readonly eraseSentence: string;
  readonly Guide?: () => ReactNode;
  readonly Fields: (props: SettingsFieldsProps) => ReactNode;
  /** From what the API shows, or an empty record for a new source. */
  readonly read: (settings: Readonly<Record<string, unknown>>) => SettingsValues;
  /** As the API takes them. A secret that was not typed is left out and so stays. */
  readonly write: (values: SettingsValues) => Record<string, unknown>;
  readonly check: (values: SettingsValues, isSet: (secret: string) => boolean) => FormErrors;
  /** The field that a path of the API's errors belongs to, such as `exclude.domains.2`. */
  readonly fieldOf: (path: string) => string;
}

export const sourceKinds: Readonly<Record<string, SourceKind>> = {
  microsoft365: microsoft365Kind,
  custom: customKind,
};
