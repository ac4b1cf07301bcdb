// What a screen reader says. It is one element that stays the same: a text that is written again,
// even the same one, would be announced again.

import type { Announcer } from "./announcer";

export function LiveRegion({ announcer }: { announcer: Announcer }) {
  return (
    <div class="mp-hidden" role="status" aria-live="polite">
      {announcer.text.value}
    </div>
  );
}
