import type { FaultAnswer } from './behaviour.ts';
import type { Answered } from './pages.ts';

// Several requests in one. Each has its own status and headers, in no order that anybody may count on.

interface BatchRequest {
  readonly id: string;
  readonly url: string;
}

interface Asking {
  readonly fault: FaultAnswer | null;
  readonly answered: () => Answered | number;
}

export function answerBatch(text: string, ask: (url: string) => Asking): Answered {
  const { requests } = JSON.parse(text || '{}') as { requests?: readonly BatchRequest[] };
  if (!requests || requests.length === 0 || requests.length > 20) return { status: 400, code: 'BadRequest' };
  const responses: object[] = [];
  for (const { id, url } of requests) {
    const { fault, answered } = ask(url);
    if (fault && 'omit' in fault) continue;
    responses.unshift({ id, ...(fault ? faulty(fault) : answer(answered())) });
  }
  return { body: { responses } };
}

const faulty = (fault: FaultAnswer): object =>
  'status' in fault
    ? { status: fault.status, headers: fault.headers ?? {}, body: errorBody(fault.code) }
    : { status: 500, body: errorBody('InternalServerError') };

function answer(answered: Answered | number): object {
  if (typeof answered === 'number') return { status: 200, body: answered };
  if (!('body' in answered)) return { status: answered.status, body: errorBody(answered.code) };
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: answered.body };
}

const errorBody = (code = 'UnknownError') => ({ error: { code, message: 'made up' } });
