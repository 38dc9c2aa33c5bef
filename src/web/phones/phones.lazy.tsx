import { createLazyRoute } from '@tanstack/react-router';
import { PhonesPage } from './PhonesPage.tsx';

export const Route = createLazyRoute('/frame/phones')({ component: PhonesPage });
