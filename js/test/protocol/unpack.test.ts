import { expect, test } from "vitest";
import { unpack } from "../../src/protocol/unpack";

async function packed(text: string): Promise<DataView> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new DataView(await new Response(stream).arrayBuffer());
}

test("what the kernel has packed", async () => {
  expect(await unpack(await packed('{"words":{"é":["\u{1f600}"]}}'))).toEqual({
    words: { é: ["\u{1f600}"] },
  });
});

test("what is no such bytes is told", async () => {
  for (const wrong of [undefined, {}, "text", new DataView(new ArrayBuffer(9))]) {
    await expect(unpack(wrong)).rejects.toThrow();
  }
  await expect(unpack(await packed("no JSON"))).rejects.toThrow();
});
