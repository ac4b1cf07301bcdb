// What is open below the buttons of one display.

import { type Signal, signal } from "@preact/signals-core";

export class OpenPanels {
  readonly problems: Signal<boolean> = signal(false);
  readonly carried: Signal<boolean> = signal(false);
  readonly changes: Signal<boolean> = signal(false);
  readonly review: Signal<boolean> = signal(false);
  readonly preflight: Signal<boolean> = signal(false);
  readonly rehearsal: Signal<boolean> = signal(false);
}
