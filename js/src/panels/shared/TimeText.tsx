// A sentence with a time in it, as the reader's clock and language have it.

import { useText } from "../../controls/context";

/** `says`: a key of the page's words, with the place of the time as {when}. */
export function TimeText({ says, when }: { says: string; when: string }) {
  const [before, after] = useText()(says).split("{when}");
  return (
    <>
      {before}
      <time dateTime={when}>{localTime(when)}</time>
      {after}
    </>
  );
}

/** A time as ISO 8601 has it, for people; what is no time stays as it is. */
function localTime(when: string): string {
  const time = parseTime(when);
  if (Number.isNaN(time)) return when;
  return new Date(time).toLocaleString(undefined, { dateStyle: "long", timeStyle: "medium" });
}

/** Milliseconds since 1970, or NaN: browsers take much for a time that is none. */
export function parseTime(when: string): number {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(when) ? Date.parse(when) : Number.NaN;
}
