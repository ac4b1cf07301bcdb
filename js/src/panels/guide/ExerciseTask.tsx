// The task of an exercise, and how much of it is done. What it requires, the page does not know.

import { useText } from "../../controls/context";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { KernelStore } from "../../host/kernel_store";

export function ExerciseTask({ kernel }: { kernel: KernelStore }) {
  const t = useText();
  const { text, met, all } = kernel.task.value;
  const done = met === all;
  const says = all > 0 ? t(done ? "task.done" : "task.progress", { met, all }) : "";
  useAnnouncement(says);
  if (!says) return null;
  return (
    <section role="region" aria-label={t("task")} class="mp-panel mp-task" data-done={done}>
      <p>{text}</p>
      <p class="mp-status">
        <progress aria-hidden max={all} value={met} /> {says}
      </p>
    </section>
  );
}
