import type { ServerResponse } from 'node:http';
import type { Behaviour } from './behaviour.ts';
import { makeContact, makeUser } from './make-contact.ts';
import type { FakeGraph } from './start-graph.ts';

// For tests and benchmarks that run the fake as a program of its own. POST /control/<what> with a JSON body:
//   add {contacts?: N, users?: N, contact?: {…}, user?: {…}} · change {id | index, properties} · remove {id | index}
//   behave {…Behaviour} · forget-delta-links · revoke-tokens · clear; GET /control/asked → [{place, url}]

interface Command {
  readonly contacts?: number;
  readonly users?: number;
  readonly contact?: Record<string, unknown>;
  readonly user?: Record<string, unknown>;
  readonly id?: string;
  readonly index?: number;
  readonly properties?: Record<string, unknown>;
}

export function answerControl(fake: FakeGraph, path: string, text: string, response: ServerResponse): void {
  const answer = obey(fake, path.replace('/control/', ''), JSON.parse(text || '{}'));
  response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}

function obey(fake: FakeGraph, what: string, command: Command & Partial<Behaviour>): object | null {
  const id = command.id ?? fake.contacts.all()[command.index ?? 0]?.id ?? '';
  switch (what) {
    case 'add':
      return { ids: add(fake, command) };
    case 'change':
      fake.contacts.change(id, command.properties ?? {});
      return { id };
    case 'remove':
      fake.contacts.remove(id);
      return { id };
    case 'behave':
      fake.behave(command);
      return {};
    case 'forget-delta-links':
      fake.forgetDeltaLinks();
      return {};
    case 'revoke-tokens':
      fake.revokeTokens();
      return {};
    case 'clear':
      fake.clear();
      return {};
    case 'asked':
      return fake.asked().map(({ place, url }) => ({ place, url }));
    default:
      return null;
  }
}

/** Answers the ids of what was given one by one; of made-up ones the number is enough. */
function add(fake: FakeGraph, command: Command): readonly string[] {
  addMadeUp(fake, command.contacts ?? 0, command.users ?? 0);
  return [
    ...(command.contact ? [fake.contacts.add(command.contact).id] : []),
    ...(command.user ? [fake.users.add(command.user).id] : []),
  ];
}

export function addMadeUp(fake: FakeGraph, contacts: number, users: number): void {
  const firstContact = fake.contacts.all().length;
  for (let n = 0; n < contacts; n += 1) fake.contacts.add(makeContact(firstContact + n));
  const firstUser = fake.users.all().length;
  for (let n = 0; n < users; n += 1) fake.users.add(makeUser(firstUser + n));
}
