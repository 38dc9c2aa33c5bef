import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Mark } from './store.ts';

/** One token, and where its reader stands. */
export interface Session {
  readonly expiresAt: number;
  readonly marks: Map<string, Mark>;
}

export interface Sessions {
  /** A new token for whoever knows both; `null` for everybody else. */
  open(authorization: string | undefined): string | null;
  isClient(authorization: string | undefined): boolean;
  find(authorization: string | undefined): Session | null;
}

const mostSessions = 500;
/** Enough to ask for a page again; a reader goes forward. */
const mostMarks = 200;

export function createSessions(client: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenSeconds: number;
  readonly now: () => number;
}): Sessions {
  const sessions = new Map<string, Session>();
  const expected = digest(`${client.clientId}:${client.clientSecret}`);

  function isClient(authorization: string | undefined): boolean {
    const given = readScheme('basic', authorization);
    return given !== null && timingSafeEqual(digest(Buffer.from(given, 'base64').toString('utf8')), expected);
  }

  return {
    isClient,
    open(authorization) {
      if (!isClient(authorization)) return null;
      const token = randomBytes(32).toString('base64url');
      sessions.set(token, { expiresAt: client.now() + client.tokenSeconds, marks: new Map() });
      for (const [one, { expiresAt }] of sessions)
        if (expiresAt <= client.now() || sessions.size > mostSessions) sessions.delete(one);
      return token;
    },
    find(authorization) {
      const session = sessions.get(readScheme('bearer', authorization) ?? '');
      return session && session.expiresAt > client.now() ? session : null;
    },
  };
}

/** Remembers where a page ended, so that the next begins exactly there whatever was inserted or deleted meanwhile. */
export function setMark({ marks }: Session, name: string, mark: Mark): void {
  marks.delete(name);
  marks.set(name, mark);
  const oldest = marks.keys().next();
  if (marks.size > mostMarks && !oldest.done) marks.delete(oldest.value);
}

function readScheme(scheme: string, authorization: string | undefined): string | null {
  const [, name, value] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? [];
  return name?.toLowerCase() === scheme && value !== undefined ? value : null;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
