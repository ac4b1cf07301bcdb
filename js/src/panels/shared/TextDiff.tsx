// A text in which the characters that differ from another one are marked, for the ear as well.

import { usePage } from "../../controls/context";
import type { Part } from "../../core/text_diff";

export function Marked({ parts }: { parts: Part[] }) {
  const page = usePage();
  return (
    <>
      {parts.map(({ text, differs }, at) =>
        differs ? (
          <mark key={at} data-begins={page("mark.begins")} data-ends={page("mark.ends")}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </>
  );
}
