// A text that names something in the account at hand. What is there is offered in a list under the
// box, and nothing is taken unasked. The list is of the later part: what is in it comes from the kernel
// as well. What is typed needs neither.

import { useRef } from "preact/hooks";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { Button } from "../Button";
import { useText } from "../context";
import { LaterContent, WaitingBox } from "../later/LaterContent";
import type { AccountListActs, AccountListBegin } from "../later/laterPanels";
import { useSignal } from "../signals";
import type { ControlProps } from "../types";
import { comboboxAttributes, stay } from "./comboboxAttributes";
import { textAttributes, typedInto } from "./Text";
import { TextInput } from "./TextInput";

export function rankAccountCombobox(node: Node): number {
  return node instanceof Leaf && node.hints.account ? 2 : 0;
}

export function AccountCombobox({ node, attributes }: ControlProps<Leaf>) {
  const t = useText();
  const whole = useRef<HTMLDivElement>(null);
  /** Undefined until somebody does what wants the list, and again once the focus has left. */
  const begin = useSignal<AccountListBegin>();
  const active = useSignal<string>();
  /** Null until the list is there. */
  const acts = useRef<AccountListActs>(null);
  const id = `${attributes.id}-list`;
  const isOpen = active.value !== undefined;
  /** Who types has not asked for the list: nothing says then that it waits. */
  const says = (begin.value ?? "typed") !== "typed";
  const box = comboboxAttributes(id, isOpen, active.value || undefined);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, target, isComposing } = event;
    if (isComposing || !(target instanceof HTMLInputElement)) return; // arrows move in a box of lines
    if (acts.current) {
      if (!acts.current.press(event)) return;
    } else if (key === "ArrowDown") begin.value = "entered";
    else if (key === "Escape" && says) begin.value = undefined;
    else return;
    event.preventDefault();
  };
  const onInput = (): void => {
    if (acts.current) acts.current.typed();
    else begin.value = "typed";
  };
  const onClick = (): void => {
    whole.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    if (acts.current) acts.current.toggle();
    else begin.value = says ? undefined : "pressed";
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box in it has the focus
    <div
      ref={whole}
      class="mp-account"
      onInput={onInput}
      onKeyDown={onKeyDown}
      onFocusOut={() => (begin.value = undefined)}
    >
      <TextInput
        typed={typedInto(node)}
        attributes={{
          ...attributes,
          ...box,
          ...textAttributes(node),
        }}
      />
      <Button
        tabIndex={-1}
        aria-expanded={isOpen}
        aria-controls={box["aria-controls"]}
        onMouseDown={stay}
        onClick={onClick}
      >
        <span class="mp-hidden">{t("account.open", { name: node.name() })}</span>
      </Button>
      {begin.value && (
        <LaterContent
          panel="AccountList"
          props={{ node, id, begin: begin.value, acts, active }}
          meanwhile={says && <WaitingBox id={id} class="mp-options" />}
        />
      )}
    </div>
  );
}
