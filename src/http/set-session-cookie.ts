import type { FastifyReply } from 'fastify';
import { sessionDays } from '../access/sessions.ts';
import { sessionCookie } from './authenticate.ts';

/** Signs the browser in: for this site's own requests only, out of reach of scripts, over HTTPS where that is used. */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): FastifyReply {
  return reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: sessionDays * 86_400,
  });
}
