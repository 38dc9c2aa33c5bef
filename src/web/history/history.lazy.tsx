import { createLazyRoute } from '@tanstack/react-router';
import { HistoryPage } from './HistoryPage.tsx';

export const Route = createLazyRoute('/frame/history')({ component: HistoryPage });
