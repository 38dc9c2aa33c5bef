import { createLazyRoute } from '@tanstack/react-router';
import { AuditPage } from './AuditPage.tsx';

export const Route = createLazyRoute('/frame/audit')({ component: AuditPage });
