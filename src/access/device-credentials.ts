import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Shown once, at creation and at rotation. */
export interface DeviceCredentials {
  readonly token: string;
  readonly ldapUsername: string;
  readonly ldapPassword: string;
}

// Crockford's base 32: what people type on a keypad has no l, o, i or u to mistake, nothing to escape in a URL, in XML or in an
// INI file, and no capital letters.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

const randomText = (length: number) => Array.from(randomBytes(length), (byte) => letters[byte & 31]).join('');

/** 26 letters of 5 bits: 130 random bits for the token and as many for the password. */
export function newCredentials(ldapUsername = `phone-${randomText(10)}`): DeviceCredentials {
  return { token: randomText(26), ldapUsername, ldapPassword: randomText(26) };
}

/** What could be a token at all; anything else needs no look. */
export const looksLikeToken = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{26}$/.test(text);

export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer');

/**
 * A fast hash is right here. Slow ones (scrypt, argon2) make up for passwords that people choose; this one is 130
 * random bits that nobody can guess from its hash, and a phone may bind for every keystroke. Keyed with the user name, so that
 * equal hashes would tell nothing.
 */
export const hashLdapPassword = (username: string, password: string): Buffer =>
  createHmac('sha256', username).update(password).digest();

export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
