// The task of an exercise, and how much of it is done. What it requires, the page does not know.

import { useEffect } from "preact/hooks";
import { usePage, useView } from "../../controls/context";
import type { KernelState } from "../../host/kernel_store";

export function TaskPanel({ kernel }: { kernel: KernelState }) {
  const view = useView();
  const page = usePage();
  const { text, met, all } = kernel.task.value;
  const done = met === all;
  const says = all > 0 ? page(done ? "task.done" : "task.progress", { met, all }) : "";
  useEffect(() => {
    if (says) view.announce(says);
  }, [says, view]);
  if (!says) return null;
  return (
    <section role="region" aria-label={page("task")} class="mp-panel mp-task" data-done={done}>
      <p>{text}</p>
      <p class="mp-said">
        <progress aria-hidden="true" max={all} value={met} /> {says}
      </p>
    </section>
  );
}
