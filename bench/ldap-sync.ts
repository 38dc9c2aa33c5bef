// Part of bench/ldap.ts, a process of its own: publishes every contact anew in pages, as a sync does whose source renamed everybody's company.
import { connect } from '../src/database/connect.ts';
import { notify } from '../src/database/notify.ts';
import { publishBrought } from '../src/directory/publish-contacts.ts';
import type { ContactId, SourceId, TenantId } from '../src/domain/ids.ts';
import { syntheticContacts } from './synthetic-directory.ts';

const [url = '', tenant = '', source = '', count = '0'] = process.argv.slice(2);
const { db, close } = connect(url);
const tenantId = tenant as TenantId;
const began = performance.now();
let page: {
  contactId: ContactId;
  contact: Parameters<typeof publishBrought>[4][number]['contact'];
  isNew: boolean;
}[] = [];
for (const { id, fields } of syntheticContacts(Number(count), 1)) {
  const phones = fields.phones.map((phone, position) =>
    position === 1 ? { ...phone, label: 'mobile' as const } : phone,
  );
  page.push({
    contactId: id as ContactId,
    contact: { fields: { ...fields, phones, company: `${fields.company} Group` } },
    isNew: false,
  });
  if (page.length === 1_000) await publish();
}
if (page.length > 0) await publish();
await close();
process.send?.({ seconds: Number(((performance.now() - began) / 1000).toFixed(1)) });

async function publish(): Promise<void> {
  const contacts = page;
  page = [];
  await db.transaction().execute(async (trx) => {
    await publishBrought(
      trx,
      tenantId,
      source as SourceId,
      { country: 'DE', nameOrder: 'first-last' },
      contacts,
    );
    await notify(trx, 'switchbook_contacts', tenantId);
  });
}
