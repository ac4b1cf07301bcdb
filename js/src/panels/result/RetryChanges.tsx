// The next attempt after a package that failed: what was changed for it, and what is still to be.

import { useText, useView } from "../../controls/context";
import { useSignal } from "../../controls/signals";
import { toPath } from "../../core/path";
import type { Form } from "../../form/form";
import type { Node } from "../../form/nodes/node";
import { hintsFor } from "../../form/schema";
import { childParts, type SchemaPart } from "../../form/schema_walk";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ActionButton } from "../shared/ActionButton";
import { FieldLink } from "../shared/FieldLink";
import { useDebounced } from "../shared/useDebounced";
import { stagesOf } from "./stages";

export function RetryChanges({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const { form } = useView();
  const before = useSignal<string | undefined>(undefined);
  return (
    <>
      <ActionButton
        name="attempt"
        press={() => {
          before.value = nameIn(form);
          actions.send({ kind: "prepare_retry" });
        }}
      />
      {before.value !== undefined && <Prepared before={before.value} kernel={kernel} />}
    </>
  );
}

function Prepared({ before, kernel }: { before: string; kernel: KernelStore }) {
  const { form } = useView();
  const t = useText();
  const name = useDebounced(() => nameIn(form)) ?? before;
  return (
    <div data-role="retry">
      <p>{name === before ? t("retry.same") : t("retry.name", { name })}</p>
      <ul>
        {stagesOf(kernel.package.value)
          .flat()
          .filter(({ Status }) => Status === "Failed")
          .map((stage, at) => (
            <Cause
              key={at}
              name={stage.Name}
              isContainer={kernel.failure.value.log_explanation !== ""}
            />
          ))}
      </ul>
    </div>
  );
}

interface CauseProps {
  name: string;
  /** The log of the validation says what its container lacks. */
  isContainer: boolean;
}

/** Another name does not fix what failed. */
function Cause({ name, isContainer }: CauseProps) {
  const { form } = useView();
  const t = useText();
  const node = useDebounced(
    () => ({ found: causeOf(form, name, isContainer) }),
    isContainer,
  )?.found;
  return (
    <li>
      {t("retry.cause", { name })} {node && <FieldLink node={node} />}
    </li>
  );
}

/** The name of an unversioned package; a version has none. */
function nameIn({ tables, root }: Form): string {
  const member = tables.layout.next_version?.name;
  const value = member && root.child(member)?.read();
  return typeof value === "string" ? value : "";
}

/** What is to be changed: the image that failed; of a profile the image that it ran, when its log
 * speaks of that, else the profile, whose name is no cause. */
function causeOf(form: Form, name: string, isContainer: boolean): Node | undefined {
  const isImage = ({ schema, steps }: SchemaPart): boolean =>
    hintsFor(form.tables, schema, steps).names === "image";
  const holder = firstPart(form, ({ value }) => value === name);
  if (!holder || isImage(holder)) return nodeOf(form, holder);
  const image = isContainer ? firstPart(form, isImage) : undefined;
  return image ? nodeOf(form, image) : nodeOf(form, holder)?.parentLink.parent;
}

function nodeOf(form: Form, part: SchemaPart | undefined): Node | undefined {
  return part && form.find(toPath(part.steps));
}

function firstPart(form: Form, fits: (part: SchemaPart) => boolean): SchemaPart | undefined {
  const look = (part: SchemaPart): SchemaPart | undefined => {
    if (fits(part)) return part;
    for (const inner of childParts(form.tables, part)) {
      const found = look(inner);
      if (found) return found;
    }
    return undefined;
  };
  return look({ schema: form.root.schema, value: form.read(), steps: [] });
}
