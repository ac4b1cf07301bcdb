// "Send anyway": nobody is locked in by a model or a rule that is behind what AWS accepts.

import { useView } from "../../controls/context";
import type { KernelStore, SubmitOptions } from "../../host/kernel_store";
import { ActionButton } from "../shared/ActionButton";

interface Props {
  kernel: KernelStore;
  submit(how: SubmitOptions): void;
}

export function ForceSubmit({ kernel, submit }: Props) {
  const { form } = useView();
  const stopped = form.blocked.value && form.errorCount.value > 0;
  const unwritten = kernel.submission.value.actions.includes("anyway");
  if (!(stopped || unwritten) || !form.sendable.value) return null;
  return (
    <ActionButton
      name="anyway"
      about={unwritten ? "anyway.unwritten" : "anyway.about"}
      press={() => submit({ force: true })}
    />
  );
}
