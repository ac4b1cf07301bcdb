// What the kernel tells the page beside the request: read by the views, set by the host.

import { signal } from "@preact/signals";
import type { Context, Status } from "../contract";

export class KernelState {
  readonly status = signal<Status>("editing");
  readonly arn = signal("");
  readonly target = signal<Context | undefined>(undefined);
}
