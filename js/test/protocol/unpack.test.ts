import { expect, test } from "vitest";
import { unpack } from "../../src/protocol/unpack";

async function packed(text: string): Promise<DataView> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new DataView(await new Response(stream).arrayBuffer());
}

test("what the kernel has packed", async () => {
  const text = '{"words":{"é":["\u{1f600}"]}}';
  expect(await unpack(await packed(text))).toBe(text);
});

test("what is no such bytes is told", async () => {
  for (const wrong of [undefined, {}, "text", new DataView(new ArrayBuffer(9))]) {
    await expect(unpack(wrong)).rejects.toThrow();
  }
});
