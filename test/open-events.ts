/** Listens to `/events` as a browser with this cookie does. `until` resolves with what matches, also if it came before. */
export async function openEvents(url: string, cookie: string) {
  const answer = await fetch(`${url}/api/v1/events`, { headers: { cookie } });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error(`/events answered ${answer.status}`);
  let heard = '';
  return {
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(heard);
        if (found) return found;
        const { value, done } = await reader.read();
        if (done) throw new Error('The line ended.');
        heard += value;
      }
    },
    /** Resolves when the server ends the line. */
    async ended(): Promise<void> {
      while (!(await reader.read()).done);
    },
    close: () => reader.cancel(),
  };
}
