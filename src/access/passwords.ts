import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { takeTurns } from './take-turns.ts';

// scrypt with OWASP's parameters (N=2^16, r=8, p=2; Password Storage Cheat Sheet): about 64 MB and a few hundred
// milliseconds a guess. The parameters stand in the hash, so that they can grow without locking anybody out.

const cost = { N: 2 ** 16, r: 8, p: 2 };
const maxmem = 256 * 2 ** 20;
const keyLength = 32;

// Node computes it on the four threads that also serve files, look up names and answer PostgreSQL's sign-in: two of them
// stay free, and what is not begun does not keep the process from ending.
const turns = takeTurns({ atOnce: 2, waiting: 8 });

/** Who asks for a password to be computed. */
export interface Asker {
  /** Many of one lane take the turn of no other. */
  readonly lane: string;
  /** Called when its turn has come, before anything is computed; may refuse. */
  readonly begin?: () => void;
}

const ourselves: Asker = { lane: '' };

const derive = (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** Ends with `too-many-requests` when too many wait for theirs, as does `isPassword`. */
export async function hashPassword(password: string, { lane }: Asker = ourselves): Promise<string> {
  const salt = randomBytes(16);
  const key = await turns.run(lane, () => derive(password, salt, cost));
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

// So that an address that nobody has takes as long to refuse as a wrong password.
const nobody = ['scrypt', cost.N, cost.r, cost.p, 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(43)].join('$');

/** False for a wrong password, and for `null` (no such person, or none set) after the same time. */
export async function isPassword(
  password: string,
  hash: string | null,
  { lane, begin }: Asker,
): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? nobody).split('$');
  const expected = Buffer.from(key, 'base64url');
  const found = await turns.run(lane, () => {
    begin?.();
    return derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  });
  return hash !== null && expected.length === found.length && timingSafeEqual(expected, found);
}

/** A password for somebody else to type once: 20 characters without look-alikes, about 98 bits. */
export function generatePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';
  let password = '';
  while (password.length < 20) {
    const byte = randomBytes(1)[0]!;
    if (byte < letters.length * Math.floor(256 / letters.length)) password += letters[byte % letters.length];
  }
  return password;
}
