// What is to be known of single members of what was loaded, or would be.

import { usePage } from "../../controls/context";
import type { Notes } from "../../protocol/kernel_state";
import { Place } from "../shared/FieldLink";

const LISTS = ["gaps", "repaired", "leftOut"] as const;

export function Remarks({ notes }: { notes: Notes }) {
  const page = usePage();
  return (
    <>
      {LISTS.map(
        (name) =>
          notes[name].length > 0 && (
            <div key={name} data-role={name}>
              <h4>{page(`load.${name}`, { count: notes[name].length })}</h4>
              <ul>
                {notes[name].map(({ path, why, source }) => (
                  <li key={`${path.join("\n")}\n${why}\n${source}`}>
                    {path.length > 0 && <Place path={path} />} {why}
                    {source && <span class="mp-muted"> {page("load.noted", { source })}</span>}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}
