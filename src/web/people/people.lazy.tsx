import { createLazyRoute } from '@tanstack/react-router';
import { PeoplePage } from './PeoplePage.tsx';

export const Route = createLazyRoute('/frame/people')({ component: PeoplePage });
