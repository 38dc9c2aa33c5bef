import { createLazyRoute } from '@tanstack/react-router';
import { SetupPage } from './SetupPage.tsx';

export const Route = createLazyRoute('/setup')({ component: SetupPage });
