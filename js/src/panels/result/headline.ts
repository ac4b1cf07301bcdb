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

/** Where it stands, by its key in the page's words. */
const TONES: Record<string, Tone> = {
  created: "good",
  failed: "bad",
  refused: "bad",
  uncertain: "warning",
};

/** Reads signals; undefined before anything was sent. */
export function headlineOf(kernel: KernelStore, t: Words): Headline | undefined {
  const name = packageName(kernel.arn.value, t);
  const key = standing(kernel);
  if (key === "before" && name === "") return undefined;
  const made = kernel.package.value.ModelPackageStatus;
  const follows = key === "created" && made === "" && kernel.watchState.value.state === "following";
  return { text: t(`status.${key}`, { name }), tone: (!follows && TONES[key]) || "neutral" };
}

function standing(kernel: KernelStore): string {
  const status = kernel.status.value;
  if (isWaiting(kernel)) return "waiting";
  if (status === "editing") return "before";
  if (status !== "created") return status;
  const made = kernel.package.value.ModelPackageStatus;
  if (made === "Failed") return "failed";
  return made === "" || made === "Completed" ? "created" : "pending";
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
