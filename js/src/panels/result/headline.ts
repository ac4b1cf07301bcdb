// How the submission stands by now, in one sentence and one tone.

import type { useText } from "../../controls/context";
import type { KernelStore } from "../../host/kernel_store";

type Words = ReturnType<typeof useText>;

/** What colour it has, and a sign beside it. */
export type Tone = "neutral" | "good" | "bad" | "warning";

export interface Headline {
  text: string;
  tone: Tone;
}

/** Reads signals; undefined before anything was sent. */
export function headlineOf(kernel: KernelStore, t: Words): Headline | undefined {
  const status = kernel.status.value;
  const name = packageName(kernel.arn.value, t);
  const says = (key: string, tone: Tone): Headline => ({
    text: t(`status.${key}`, { name }),
    tone,
  });
  if (isWaiting(kernel)) return says("waiting", "neutral");
  if (status === "created") return created(kernel, says);
  if (status === "editing") return name === "" ? undefined : says("before", "neutral");
  return says(status, TONES[status]);
}

const TONES = { submitting: "neutral", refused: "bad", uncertain: "warning" } as const;

function created(kernel: KernelStore, says: (key: string, tone: Tone) => Headline): Headline {
  switch (kernel.package.value.ModelPackageStatus) {
    case "Failed":
      return says("failed", "bad");
    case "Completed":
      return says("created", "good");
    case "":
      return says("created", kernel.watchState.value.state === "following" ? "neutral" : "good");
    default:
      return says("pending", "neutral");
  }
}

/** It was handed to the kernel, which has not answered. */
export function isWaiting({ waiting, isAlive, status }: KernelStore): boolean {
  return waiting.value !== "" && isAlive.value && status.value !== "submitting";
}

/** What an ARN names, such as "version 7 of churn"; the text as it is where it is none. */
function packageName(arn: string, t: Words): string {
  const [, found] = arn.split(":model-package/");
  if (found === undefined) return arn;
  const [name = "", version] = found.split("/");
  return version === undefined ? name : t("name.version", { version, group: name });
}
