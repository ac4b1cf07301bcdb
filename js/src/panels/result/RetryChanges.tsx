// The next attempt after a package that failed: what was changed for it, and what is still to be.

import { useSignal } from "@preact/signals";
import { usePage, useView } from "../../controls/context";
import { pathOf } from "../../core/path";
import type { Form } from "../../form/form";
import type { Node } from "../../form/nodes/node";
import { hintsFor } from "../../form/schema";
import { type Part, partsOf } from "../../form/schema_walk";
import type { Actions, KernelState } from "../../host/kernel_store";
import type { Stage } from "../../protocol/kernel_state";
import { Deed } from "../shared/ActionButton";
import { PlaceLink } from "../shared/FieldLink";
import { useLater } from "../shared/useDebounced";

export function Retry({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const { form } = useView();
  const before = useSignal<string | undefined>(undefined);
  return (
    <>
      <Deed
        name="attempt"
        press={() => {
          before.value = nameIn(form);
          actions.say("attempt");
        }}
      />
      {before.value !== undefined && <Prepared before={before.value} kernel={kernel} />}
    </>
  );
}

function Prepared({ before, kernel }: { before: string; kernel: KernelState }) {
  const { form } = useView();
  const page = usePage();
  const name = useLater(() => nameIn(form)) ?? before;
  const told = kernel.package.value;
  return (
    <div data-role="retry">
      <p>{name === before ? page("retry.same") : page("retry.name", { name })}</p>
      <ul>
        {[...told.scans, ...told.profiles]
          .filter(({ status }) => status === "Failed")
          .map((stage, at) => (
            <Cause key={at} stage={stage} isContainer={kernel.failure.value.sign !== ""} />
          ))}
      </ul>
    </div>
  );
}

interface CauseProps {
  stage: Stage;
  /** The log of the validation says what its container lacks. */
  isContainer: boolean;
}

/** What failed is not mended by another name. */
function Cause({ stage: { name }, isContainer }: CauseProps) {
  const { form } = useView();
  const page = usePage();
  const node = useLater(() => ({ found: causeOf(form, name, isContainer) }), isContainer)?.found;
  return (
    <li>
      {page("retry.cause", { name })} {node && <PlaceLink node={node} />}
    </li>
  );
}

/** The name of an unversioned package; a version has none. */
function nameIn({ tables, root }: Form): string {
  const member = tables.layout.nextVersion?.name;
  const value = member && root.child(member)?.read();
  return typeof value === "string" ? value : "";
}

/** What is to be changed: the image that failed; of a profile the image that it ran, when its log
 * speaks of that, else the profile, whose name is no cause. */
function causeOf(form: Form, name: string, isContainer: boolean): Node | undefined {
  const isImage = ({ schema, steps }: Part): boolean =>
    hintsFor(form.tables, schema, steps).names === "image";
  const holder = firstPart(form, ({ value }) => value === name);
  if (!holder || isImage(holder)) return nodeOf(form, holder);
  const image = isContainer ? firstPart(form, isImage) : undefined;
  return image ? nodeOf(form, image) : nodeOf(form, holder)?.place.parent;
}

function nodeOf(form: Form, part: Part | undefined): Node | undefined {
  return part && form.find(pathOf(part.steps));
}

function firstPart(form: Form, fits: (part: Part) => boolean): Part | undefined {
  const look = (part: Part): Part | undefined => {
    if (fits(part)) return part;
    for (const inner of partsOf(form.tables, part)) {
      const found = look(inner);
      if (found) return found;
    }
    return undefined;
  };
  return look({ schema: form.root.schema, value: form.read(), steps: [] });
}
