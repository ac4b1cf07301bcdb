// The tables that make the form come compressed: they would be half of what a display sends.

import type { Tables } from "./contract";

/** @throws when the bytes are no gzip or no JSON: kernel and page are of different versions. */
export async function unpack(packed: unknown): Promise<Tables> {
  const bytes = ArrayBuffer.isView(packed) ? [packed as DataView<ArrayBuffer>] : [];
  const plain = new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(plain).text()) as Tables;
}
