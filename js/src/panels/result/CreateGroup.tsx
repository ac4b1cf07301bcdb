// The form that creates the group of a version, when there is none of its name: generated as the
// form around it is, from the schema that the kernel sends along.

import { useMemo } from "preact/hooks";
import { Button } from "../../controls/Button";
import { elementId, useText, useView, type View, ViewContext } from "../../controls/context";
import { NodeControl } from "../../controls/NodeControl";
import { useComputed } from "../../controls/signals";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { Json } from "../../core/json";
import type { Form } from "../../form/form";
import { otherOwner } from "../../form/group_owner";
import type { Node } from "../../form/nodes/node";
import { Struct } from "../../form/nodes/struct";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ErrorSummary } from "../ErrorSummary";
import { CopyableText } from "../shared/CopyableText";
import { Region } from "../shared/Region";

export function CreateGroup({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const view = useView();
  const t = useText();
  const group = kernel.groupCreation.value;
  const form = kernel.groupForm.value;
  const isThere = group?.state === "created" && !group.arn;
  const says = group ? t(`group.${isThere ? "there" : group.state}`) : "";
  useAnnouncement(says);
  // A request that made a package needs no group any more.
  if (!group || !form || kernel.status.value === "created") return null;
  // A group of another account is created there: here it would be another one of the same name.
  if (otherOwner(view.form, kernel.target.value.account)) return null;
  const { state, arn, start } = group;
  return (
    <Region name="group" class="mp-groupform" data-role="group" data-state={state}>
      <h3>{t("group")}</h3>
      <p class="mp-status">{says}</p>
      {arn && <CopyableText name={t("arn.name")} text={arn} hook="group-arn" />}
      {state !== "created" && (
        <GroupForm form={form} start={start} kernel={kernel} actions={actions} />
      )}
    </Region>
  );
}

interface Props {
  form: Form;
  start: Json;
  kernel: KernelStore;
  actions: Actions;
}

function GroupForm({ form, start, kernel, actions }: Props) {
  const main = useView();
  const t = useText();
  const idPrefix = `${main.idPrefix}-group`;
  const view = useMemo<View>(() => ({ ...main, form, idPrefix, flush: () => {} }), [main, form]);
  const open = useComputed(() => form.submitAttempted.value && form.errorCount.value > 0);
  const { root } = form;
  if (!(root instanceof Struct)) return null;
  const create = (): void => {
    if (!kernel.isAlive.peek()) return;
    form.applyKernelIssues([]);
    form.submitAttempted.value = true;
    if (form.errorCount.peek() === 0) actions.createGroup();
    else view.focus(`${idPrefix}-problem-0`);
  };
  return (
    <ViewContext.Provider value={view}>
      <div>
        {movable(main.form, form, start).map((node) => (
          <Button key={node.id} onClick={() => move(node, main, view)}>
            {t("move_to_group", { name: node.name() })}
          </Button>
        ))}
        {[...root.members().values()].map((member) => (
          <NodeControl key={member.id} node={member} />
        ))}
        <Button class="mp-primary" onClick={create}>
          {t("create_group")}
        </Button>
        <ErrorSummary name="group_problems" open={open} />
      </div>
    </ViewContext.Provider>
  );
}

/** What the version's request holds and the group takes, beside what its form began with: AWS
 * refuses tags on versions. */
function movable(from: Form, to: Form, start: Json): Node[] {
  if (!(from.root instanceof Struct)) return [];
  return from.root.children().filter((node) => {
    const place = memberOf(to, node.name());
    if (!node.isPresent.value || !place || (start instanceof Map && start.has(node.name())))
      return false;
    return !place.isPresent.value || joined(place.read(), node.read()) !== undefined;
  });
}

function memberOf(form: Form, name: string): Node | undefined {
  return form.root instanceof Struct ? form.root.members().get(name) : undefined;
}

function joined(before: Json | undefined, more: Json | undefined): Json | undefined {
  if (before === undefined) return more;
  return Array.isArray(before) && Array.isArray(more) ? [...before, ...more] : undefined;
}

/** Take a member out of the version's request and put it into that of the group. */
function move(node: Node, from: View, to: View): void {
  const place = memberOf(to.form, node.name());
  const value = joined(place?.read(), node.read());
  if (!place || value === undefined) return;
  place.load(value, true);
  place.change();
  node.unset();
  from.flush();
  to.focus(elementId(to, place));
}
