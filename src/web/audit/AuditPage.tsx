import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AuditLog } from './AuditLog.tsx';

export function AuditPage() {
  if (useRole() !== 'administrator') {
    return (
      <EmptyState title="Only administrators see the audit log">
        Ask an administrator of your company.
      </EmptyState>
    );
  }
  return <AuditLog />;
}
