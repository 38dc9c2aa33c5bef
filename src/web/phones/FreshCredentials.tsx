import { Stack } from '@mantine/core';
import type { DeviceWithCredentials } from '../../contract/device.ts';
import { Secret } from '../ui/Secret.tsx';
import classes from './FreshCredentials.module.css';

/** The only time that they are shown. */
export function FreshCredentials({ made }: { readonly made: DeviceWithCredentials }) {
  return (
    <section className={classes.box} aria-label="Credentials">
      <p className={classes.words}>
        Copy what you need now: the token and the password are not shown again. The settings below have them
        filled in.
      </p>
      <Stack gap="xs">
        <Secret label="Token (in the address)" value={made.token} />
        <Secret label="LDAP user name" value={made.ldapUsername} />
        <Secret label="LDAP password" value={made.ldapPassword} />
      </Stack>
    </section>
  );
}
