import type { Device } from '../../access/device.ts';
import type { Outcome } from './answer.ts';
import type { BindThrottle } from './bind-throttle.ts';
import type { BindRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import { bindUser } from './tree.ts';

/** The device of these credentials, or null; rejects when that cannot be told now. */
export type Authenticate = (username: string, password: string, address: string) => Promise<Device | null>;

export interface SignInSetting {
  readonly authenticate: Authenticate;
  readonly throttle: BindThrottle;
  /** Passwords only over TLS. */
  readonly requireTls: boolean;
  readonly log: { warn(details: object, message: string): void };
}

export interface SignedIn {
  readonly device: Device;
  readonly user: string;
  /** Asks again, by the same credentials. */
  readonly again: () => Promise<Device | null>;
}

/** Answers a bind (RFC 4511 4.2): who is signed in from now on, nobody after a wrong or an anonymous one. */
export async function signIn(
  { authenticate, throttle, requireTls, log }: SignInSetting,
  { version, name, password }: BindRequest,
  { address, isSecured }: { readonly address: string; readonly isSecured: boolean },
): Promise<{ readonly outcome: Outcome; readonly signedIn: SignedIn | null }> {
  const refused = (code: number, message?: string) => ({ outcome: { code, message }, signedIn: null });
  if (version !== 2 && version !== 3)
    return refused(resultCodes.protocolError, 'Use version 3 or 2 of LDAP.');
  if (password === null)
    return refused(resultCodes.authMethodNotSupported, 'Only simple binds are supported.');
  if (name === '' && password === '') return refused(resultCodes.success);
  if (password === '') return refused(resultCodes.unwillingToPerform, 'A bind with a name needs a password.');
  if (requireTls && !isSecured)
    return refused(resultCodes.confidentialityRequired, 'Passwords are taken over TLS only.');
  const shut = () =>
    refused(resultCodes.busy, 'There were too many wrong binds from this address. Try again in a minute.');
  if (throttle.isShut(address)) return shut();
  const user = bindUser(name);
  const again = () => authenticate(user, password, address);
  try {
    const device = await again();
    // While this one was looked at, others may have shut the address.
    if (device && throttle.isShut(address)) return shut();
    if (device) return { outcome: { code: resultCodes.success }, signedIn: { device, user, again } };
  } catch (error) {
    log.warn({ err: error }, 'An LDAP bind could not be checked.');
    return refused(resultCodes.unavailable, 'The database does not answer. Try again in a moment.');
  }
  if (throttle.wrong(address))
    log.warn({ address }, 'Too many wrong LDAP binds: this address has to wait a minute.');
  return refused(resultCodes.invalidCredentials);
}
