import { createLazyRoute } from '@tanstack/react-router';
import { DeskPage } from './DeskPage.tsx';

export const Route = createLazyRoute('/frame/desk')({ component: DeskPage });
