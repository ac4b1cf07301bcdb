// One of two texts, with what of it differs from the other one marked.

import type { LaterPanels } from "../../controls/later/laterPanels";
import { textDiff } from "../../core/text_diff";
import { TextDiff } from "./TextDiff";

export function ComparedText({ before, after, side }: LaterPanels["ComparedText"]) {
  return <TextDiff parts={textDiff(before, after)[side]} />;
}
