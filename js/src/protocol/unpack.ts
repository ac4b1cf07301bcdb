// Tables and program come compressed: they would be most of what a display sends.

/** The text that was packed by gzip.
 * @throws when the bytes are none: kernel and page are of different versions. */
export function unpack(packed: unknown): Promise<string> {
  const bytes = new Blob([packed as DataView<ArrayBuffer>]).stream();
  return new Response(bytes.pipeThrough(new DecompressionStream("gzip"))).text();
}
