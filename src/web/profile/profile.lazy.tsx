import { createLazyRoute } from '@tanstack/react-router';
import { ProfilePage } from './ProfilePage.tsx';

export const Route = createLazyRoute('/frame/profile')({ component: ProfilePage });
