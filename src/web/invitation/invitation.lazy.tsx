import { createLazyRoute } from '@tanstack/react-router';
import { InvitationPage } from './InvitationPage.tsx';

export const Route = createLazyRoute('/invitation')({ component: InvitationPage });
