// What the last preflight means for somebody who is about to send, and the way back to it.

import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import type { LaterPanels } from "../../controls/later/laterPanels";
import type { PreflightState } from "../../protocol/traits.generated";

export function PreflightNote({ checked, go }: LaterPanels["PreflightNote"]) {
  const t = useText();
  const failed = checked.findings.filter(({ state }) => state === "failed").length;
  const says = wordOf(checked, failed);
  if (!says) return null;
  return (
    <p class="mp-caution" data-role="preflight-note">
      <span>{t(says, { count: failed })}</span>
      <Button onClick={go}>{t("preflight.go")}</Button>
    </p>
  );
}

function wordOf({ state, findings }: PreflightState, failed: number): string | undefined {
  if (state === "running") return "preflight.running";
  if (state === "off") return "preflight.never";
  if (findings.some(({ old }) => old)) return "preflight.aged";
  return failed > 0 ? "preflight.failed" : undefined;
}
