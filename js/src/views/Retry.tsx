// The next attempt after a package that failed: what was changed for it, and what is still to be.

import { useSignal } from "@preact/signals";
import { usePage, useView } from "../fields/context";
import type { Form } from "../model/form";
import type { Node } from "../model/node";
import { type Part, partsOf } from "../model/parts";
import { pathOf } from "../path";
import type { Package, Stage } from "../told";
import { Deed } from "./Deed";
import { useLater } from "./later";
import { PlaceLink } from "./PlaceLink";
import type { Actions, KernelState } from "./state";

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
      {before.value !== undefined && <Prepared before={before.value} told={kernel.package.value} />}
    </>
  );
}

function Prepared({ before, told }: { before: string; told: Package }) {
  const { form } = useView();
  const page = usePage();
  const name = useLater(() => nameIn(form)) ?? before;
  return (
    <div data-role="retry">
      <p>{name === before ? page("retry.same") : page("retry.name", { name })}</p>
      <ul>
        {[...told.scans, ...told.profiles]
          .filter(({ status }) => status === "Failed")
          .map((stage, at) => (
            <Cause key={at} stage={stage} />
          ))}
      </ul>
    </div>
  );
}

/** What failed is not mended by another name. */
function Cause({ stage: { name } }: { stage: Stage }) {
  const { form } = useView();
  const page = usePage();
  const node = useLater(() => ({ found: holderOf(form, name) }))?.found;
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

/** The first place that holds a text. */
function holderOf(form: Form, text: string): Node | undefined {
  const look = (part: Part): Part | undefined => {
    if (part.value === text) return part;
    for (const inner of partsOf(form.tables, part)) {
      const found = look(inner);
      if (found) return found;
    }
    return undefined;
  };
  const found = look({ schema: form.root.schema, value: form.read(), steps: [] });
  return found && form.find(pathOf(found.steps));
}
