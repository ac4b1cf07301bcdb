// The button, what stands in its way, and where the request goes: always visible together.

import type { Signal } from "@preact/signals";
import type { Context } from "../contract";
import { usePage, useView } from "../fields/context";
import type { KernelState } from "./state";

interface Props {
  kernel: KernelState;
  problemsOpen: Signal<boolean>;
  submit(): void;
}

export function SubmitBar({ kernel, problemsOpen, submit }: Props) {
  const { form } = useView();
  const page = usePage();
  const count = form.errorCount.value;
  return (
    <div class="mp-bar">
      <button type="button" class="mp-submit" onClick={submit}>
        {page("submit")}
      </button>
      <button
        type="button"
        class={count > 0 ? "mp-small mp-bad" : "mp-small"}
        aria-expanded={problemsOpen.value}
        onClick={() => {
          problemsOpen.value = !problemsOpen.value;
        }}
      >
        {count === 0 ? page("noProblems") : page("problemCount", { count })}
      </button>
      <Target context={kernel.target.value} />
    </div>
  );
}

function Target({ context }: { context: Context | undefined }) {
  const page = usePage();
  return (
    <span data-role="target" data-sandbox={context?.sandbox ?? false}>
      {targetText(context, page)}
    </span>
  );
}

function targetText(context: Context | undefined, page: ReturnType<typeof usePage>): string {
  if (!context || context.state === "unknown" || context.state === "asking") return page("asking");
  const { region, account, endpoint, problem } = context;
  if (context.sandbox) return page("sandbox", { region, account });
  const place = page("place", { region: region || page("noRegion"), endpoint });
  if (context.state === "failed") return `${place} ${problem}`;
  return page("target", { account: account || problem, place });
}
