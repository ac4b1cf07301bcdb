// A text in which the characters that differ from another one are marked, for the ear as well.

import { useText } from "../../controls/context";
import type { Part } from "../../core/text_diff";

export function TextDiff({ parts }: { parts: Part[] }) {
  const t = useText();
  return (
    <>
      {parts.map(({ text, differs }, at) =>
        differs ? (
          <mark key={at} data-begins={t("mark.begins")} data-ends={t("mark.ends")}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </>
  );
}
