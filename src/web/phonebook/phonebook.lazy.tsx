import { createLazyRoute } from '@tanstack/react-router';
import { PhonebookPage } from './PhonebookPage.tsx';

export const Route = createLazyRoute('/frame/phonebook')({ component: PhonebookPage });
