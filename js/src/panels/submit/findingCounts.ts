// How many findings there are of each state, in words.

import { useText } from "../../controls/context";
import type { ReportedFinding } from "../../protocol/traits.generated";

/** Returns what counts the findings of the given states, in the order of those. */
export function useFindingCounts(): (
  report: { findings: ReportedFinding[] },
  states: string[],
) => string {
  const t = useText();
  return ({ findings }, states) =>
    states
      .map((name) => ({ name, count: findings.filter(({ state }) => state === name).length }))
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => `${count} ${t(`finding.${name}`)}`)
      .join(", ");
}
