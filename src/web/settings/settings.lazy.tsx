import { createLazyRoute } from '@tanstack/react-router';
import { SettingsPage } from './SettingsPage.tsx';

export const Route = createLazyRoute('/frame/settings')({ component: SettingsPage });
