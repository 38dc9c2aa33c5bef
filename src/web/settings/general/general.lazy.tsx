import { createLazyRoute } from '@tanstack/react-router';
import { GeneralTab } from './GeneralTab.tsx';

export const Route = createLazyRoute('/frame/settings/general')({ component: GeneralTab });
