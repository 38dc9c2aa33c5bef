import { createLazyRoute } from '@tanstack/react-router';
import { PageHead } from '../ui/PageHead.tsx';

export const Route = createLazyRoute('/frame/phones')({ component: () => <PageHead title="Phones" /> });
