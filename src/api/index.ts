import type { App } from '../http/server.ts';
import { activityRoutes } from './activities.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { auditRoutes } from './audit.ts';
import { contactRoutes } from './contacts.ts';
import { deviceRoutes } from './devices.ts';
import { eraseSourceRoutes } from './erase-source.ts';
import { eventRoutes } from './events.ts';
import type { ApiParts } from './parts.ts';
import { peopleRoutes } from './people.ts';
import { phonebookRoutes } from './phonebook.ts';
import { runRoutes } from './runs.ts';
import { sessionRoutes } from './session.ts';
import { sourceRoutes } from './sources.ts';
import { tenantRoutes } from './tenant.ts';

// The registry: every group of API calls, one line each.
const groups = [
  sessionRoutes,
  contactRoutes,
  sourceRoutes,
  eraseSourceRoutes,
  runRoutes,
  phonebookRoutes,
  activityRoutes,
  peopleRoutes,
  apiKeyRoutes,
  auditRoutes,
  tenantRoutes,
  deviceRoutes,
  eventRoutes,
];

export async function apiRoutes(app: App, parts: ApiParts): Promise<void> {
  for (const group of groups) await app.register(async (scope) => group(scope as App, parts));
}
