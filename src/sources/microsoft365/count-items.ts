import type { Collection } from './collection.ts';
import { type Graph, graphGet } from './graph-request.ts';

/** How many there are, as far as Microsoft tells: a cross-check and a progress bar, never more. */
export async function countItems(graph: Graph, { path, permission }: Collection): Promise<number | null> {
  try {
    const { text } = await graphGet(graph, `${graph.roots.graph}${path}/$count`, {
      permission,
      attempts: 1,
      headers: { accept: 'text/plain', ConsistencyLevel: 'eventual' },
    });
    return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
  } catch {
    graph.io.signal.throwIfAborted();
    return null;
  }
}
