import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { ContactsPage } from './contacts/ContactsPage.tsx';
import { contactSearch } from './contacts/contact-filter.ts';
import { queryClient } from './query-client.ts';
import { SignInPage } from './session/SignInPage.tsx';
import { sessionQuery } from './session/session-query.ts';
import { setupQuery } from './session/setup-query.ts';
import { Frame } from './shell/Frame.tsx';
import { LostPage } from './shell/LostPage.tsx';
import { PageFailed } from './shell/PageFailed.tsx';
import { PageLoading } from './shell/PageLoading.tsx';

// The addresses. The list is in the first load; every other page comes when it is opened.

const root = createRootRouteWithContext()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only addresses of our own: `//elsewhere` would lead away.
  validateSearch: z.object({
    next: z
      .string()
      .regex(/^\/(?![/\\])/)
      .catch('/'),
  }),
  beforeLoad: async () => {
    if ((await queryClient.ensureQueryData(setupQuery)).needed) throw redirect({ to: '/setup' });
  },
  component: SignInPage,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    if (!(await queryClient.ensureQueryData(setupQuery)).needed) throw redirect({ to: '/' });
  },
}).lazy(() => import('./session/setup.lazy.tsx').then((file) => file.Route));

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: Frame,
});

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: async () => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    throw redirect({ to: session?.role === 'agent' ? '/desk' : '/contacts', replace: true });
  },
});

const contacts = createRoute({
  getParentRoute: () => frame,
  path: '/contacts',
  validateSearch: contactSearch,
  component: ContactsPage,
});

const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
}).lazy(() => import('./settings/settings.lazy.tsx').then((file) => file.Route));

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$kind', params: { kind: 'microsoft365' }, replace: true });
  },
});

const settingsGeneral = createRoute({
  getParentRoute: () => settings,
  path: '/general',
}).lazy(() => import('./settings/general/general.lazy.tsx').then((file) => file.Route));

const settingsKind = createRoute({
  getParentRoute: () => settings,
  path: '$kind',
}).lazy(() => import('./settings/sources.lazy.tsx').then((file) => file.Route));

const history = createRoute({
  getParentRoute: () => frame,
  path: '/history',
  validateSearch: z.object({
    source: z.string().optional().catch(undefined),
    run: z.string().optional().catch(undefined),
  }),
}).lazy(() => import('./history/history.lazy.tsx').then((file) => file.Route));

const phonebook = createRoute({
  getParentRoute: () => frame,
  path: '/phonebook',
  validateSearch: z.object({
    book: z.enum(['central', 'personal']).optional().catch(undefined),
    q: z.string().max(200).optional().catch(undefined),
    // A caller's number, for a form that is filled in already.
    add: z.string().max(100).optional().catch(undefined),
  }),
}).lazy(() => import('./phonebook/phonebook.lazy.tsx').then((file) => file.Route));

const people = createRoute({ getParentRoute: () => frame, path: '/people' }).lazy(() =>
  import('./people/people.lazy.tsx').then((file) => file.Route),
);

const audit = createRoute({ getParentRoute: () => frame, path: '/audit' }).lazy(() =>
  import('./audit/audit.lazy.tsx').then((file) => file.Route),
);

const profile = createRoute({ getParentRoute: () => frame, path: '/profile' }).lazy(() =>
  import('./profile/profile.lazy.tsx').then((file) => file.Route),
);

const phones = createRoute({
  getParentRoute: () => frame,
  path: '/phones',
  validateSearch: z.object({ device: z.string().optional().catch(undefined) }),
}).lazy(() => import('./phones/phones.lazy.tsx').then((file) => file.Route));

const desk = createRoute({ getParentRoute: () => frame, path: '/desk' }).lazy(() =>
  import('./home/home.lazy.tsx').then((file) => file.Route),
);

const invitation = createRoute({ getParentRoute: () => root, path: '/invitation' }).lazy(() =>
  import('./invitation/invitation.lazy.tsx').then((file) => file.Route),
);

const routeTree = root.addChildren([
  signIn,
  setup,
  invitation,
  frame.addChildren([
    desk,
    phones,
    people,
    audit,
    profile,
    home,
    contacts,
    settings.addChildren([settingsHome, settingsGeneral, settingsKind]),
    history,
    phonebook,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: LostPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
