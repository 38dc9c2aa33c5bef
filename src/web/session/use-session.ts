import { useSuspenseQuery } from '@tanstack/react-query';
import type { Role, Session } from '../../contract/session.ts';
import { sessionQuery } from './session-query.ts';

const nobody: Session = {
  user: { id: '', email: '', name: '', extension: null },
  role: 'user',
  tenant: { id: '', name: '' },
};

/** Who is signed in. The frame only shows pages while somebody is; for the moment of leaving it is nobody. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data ?? nobody;
}

export function useRole(): Role {
  return useSession().role;
}
