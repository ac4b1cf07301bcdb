// Tables and program come compressed: they would be most of what a display sends.

import type { Tables } from "./form_data";

/** @throws when the bytes are no gzip or no JSON: kernel and page are of different versions. */
export async function unpack(packed: unknown): Promise<Tables> {
  return JSON.parse(await unzipped(packed).text()) as Tables;
}

/** What was packed by gzip; reading it fails when the bytes are none. */
export function unzipped(packed: unknown): Response {
  const bytes = ArrayBuffer.isView(packed) ? [packed as DataView<ArrayBuffer>] : [];
  return new Response(new Blob(bytes).stream().pipeThrough(new DecompressionStream("gzip")));
}
