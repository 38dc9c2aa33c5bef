import { type ApiProblem, problemOf } from './api-client.ts';

interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onSent: (share: number) => void;
  /** Sent before the file, in one form with it. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** Sends a file as it is; its bytes tell what it is. Not with `fetch`, which does not tell how much has been sent. Ends with an ApiProblem. */
export function upload<T>(path: string, file: File, { signal, onSent, fields }: UploadOptions): Promise<T> {
  return new Promise((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.setRequestHeader('accept', 'application/json');
    if (!fields) request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as T);
      else reject(problemOf(request.status, answer, request.getResponseHeader('retry-after')));
    };
    request.onerror = () => reject(problemOf(0, null, null));
    request.onabort = () => reject(problemOf(0, null, null));
    signal?.addEventListener('abort', () => request.abort());
    request.send(fields ? formOf(fields, file) : file);
  });
}

function formOf(fields: Readonly<Record<string, string>>, file: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file);
  return form;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
