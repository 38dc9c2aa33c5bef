import { Counter, register } from 'prom-client';
import type { Cuts } from './phone-xml/cut.ts';

// Labels are ours: vendors and reasons, never an address, a token or what somebody searched for.

const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
  (register.getSingleMetric(name) as Counter<L> | undefined) ?? new Counter({ name, help, labelNames });

export interface PhoneMetrics {
  served(vendor: string, document: string, outcome: 'sent' | 'unchanged' | 'failed'): void;
  cut(vendor: string, cuts: Cuts): void;
}

export function createPhoneMetrics(): PhoneMetrics {
  const documents = counter('switchbook_phone_documents_total', 'Documents asked for by phones and PBXs', [
    'vendor',
    'document',
    'outcome',
  ]);
  const cut = counter('switchbook_phone_cut_total', 'Contacts, numbers and names that documents left out', [
    'vendor',
    'reason',
  ]);
  return {
    served: (vendor, document, outcome) => documents.inc({ vendor, document, outcome }),
    cut: (vendor, { counts }) => {
      for (const [reason, count] of counts) cut.inc({ vendor, reason }, count);
    },
  };
}
