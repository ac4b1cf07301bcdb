// "Send anyway": nobody is locked in by a model or a rule that is behind what AWS accepts.

import { useView } from "../../controls/context";
import type { KernelState } from "../../host/kernel_store";
import type { How } from "../../protocol/kernel_state";
import { Deed } from "../shared/ActionButton";

interface Props {
  kernel: KernelState;
  submit(how: How): void;
}

export function Anyway({ kernel, submit }: Props) {
  const { form } = useView();
  const stopped = form.stopped.value && form.errorCount.value > 0;
  const unwritten = kernel.submission.value.offers.includes("anyway");
  if (!(stopped || unwritten) || !form.sendable.value) return null;
  return (
    <Deed
      name="anyway"
      about={unwritten ? "anyway.unwritten" : "anyway.about"}
      press={() => submit({ anyway: true })}
    />
  );
}
