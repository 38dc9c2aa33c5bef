/** The ways in, as one device uses them: what settings are made of. */
export interface Doors {
  /** `http://host:8080/p/{{token}}`. */
  readonly base: string;
  /** The host name or address alone, for LDAP. */
  readonly host: string;
  /** Null: LDAP is off. `secure`: with LDAPS on `port`; `plainPort`: for phones that know StartTLS or nothing. */
  readonly ldap: {
    readonly port: number;
    readonly secure: boolean;
    readonly plainPort: number | null;
  } | null;
  readonly ldapUsername: string;
}

/** Stands for the credentials, which only the page that has just made the device knows. */
export const tokenPlace = '{{token}}';
export const passwordPlace = '{{ldapPassword}}';

export const suffix = 'dc=directory';
export const bindDn = ({ ldapUsername }: Doors): string => `cn=${ldapUsername},${suffix}`;
export const ldapUrl = ({ host, ldap }: Doors): string =>
  ldap ? `${ldap.secure ? 'ldaps' : 'ldap'}://${host}:${ldap.port}` : '';

export interface Snippet {
  readonly title: string;
  readonly language: 'url' | 'ini' | 'xml' | 'text';
  readonly text: string;
}

/** Settings of one kind of phone or PBX. */
export interface Provisioning {
  readonly vendor: string;
  readonly title: string;
  /** Where this goes, and what to mind. */
  readonly hint: string;
  snippets(doors: Doors): readonly (Snippet | null)[];
}

export const url = (title: string, text: string): Snippet => ({ title, language: 'url', text });
export const ini = (title: string, ...lines: readonly string[]): Snippet => ({
  title,
  language: 'ini',
  text: lines.join('\n'),
});
