// Notes on members that were loaded, or would be: unresolved, converted and omitted ones.

import { useText } from "../../controls/context";
import type { LoadedState } from "../../protocol/traits.generated";
import { PathLink } from "../shared/PathLink";

const LISTS = ["unresolved", "coerced", "omitted"] as const;

export function ImportNotes({ notes }: { notes: Pick<LoadedState, (typeof LISTS)[number]> }) {
  const t = useText();
  return (
    <>
      {LISTS.map(
        (name) =>
          notes[name].length > 0 && (
            <div key={name} data-role={name}>
              <h4>{t(`load.${name}`, { count: notes[name].length })}</h4>
              <ul>
                {notes[name].map(({ path, why, source }) => (
                  <li key={`${path.join("\n")}\n${why}\n${source}`}>
                    {path.length > 0 && <PathLink path={path} />} {why}
                    {source && <span class="mp-muted"> {t("load.noted", { source })}</span>}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}
