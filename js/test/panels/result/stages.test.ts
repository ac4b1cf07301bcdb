import { expect, test } from "vitest";
import { stagesOf } from "../../../src/panels/result/stages";
import { decodeTrait } from "../../../src/protocol/decoders.generated";

test("a package that AWS has said nothing of yet has no stages", () => {
  expect(stagesOf(decodeTrait("package", {}))).toEqual([[], []]);
  const stages = [{ Name: "a", Status: "b" }];
  const details = { ImageScanStatuses: null, ValidationStatuses: stages };
  const known = decodeTrait("package", { ModelPackageStatusDetails: details });
  expect(stagesOf(known)).toEqual([[], stages]);
});
