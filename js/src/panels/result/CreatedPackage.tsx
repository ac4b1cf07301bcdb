// What becomes of a package that was made: how it comes along, and what may be done with it.

import type { Actions, KernelStore } from "../../host/kernel_store";
import { NextSteps } from "./NextSteps";
import { StatusTimeline } from "./StatusTimeline";

export function CreatedPackage({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  return (
    <>
      <StatusTimeline kernel={kernel} actions={actions} />
      <NextSteps kernel={kernel} />
    </>
  );
}
