// What the last preflight means for somebody who is about to send, and the way back to it.

import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import type { PreflightState } from "../../protocol/traits.generated";

interface Props {
  checked: PreflightState;
  /** Say it only if a check failed: nobody asked for a preflight here. */
  onlyFailed?: boolean;
  go(): void;
}

export function PreflightNote({ checked, onlyFailed = false, go }: Props) {
  const t = useText();
  const failed = checked.findings.filter(({ state }) => state === "failed").length;
  const says = wordOf(checked, failed);
  if (!says || (onlyFailed && failed === 0)) return null;
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
