import { createLazyRoute } from '@tanstack/react-router';
import { SourcesTab } from './SourcesTab.tsx';

export const Route = createLazyRoute('/frame/settings/$kind')({ component: SourcesTab });
