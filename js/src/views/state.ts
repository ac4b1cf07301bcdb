// What the kernel tells the page beside the request: read by the views, set by the host.

import { signal } from "@preact/signals";
import type { Context, Status } from "../contract";

export class KernelState {
  readonly status = signal<Status>("editing");
  readonly arn = signal("");
  /** The submission that the kernel has not answered yet; empty when there is none. */
  readonly waiting = signal("");
  /** The kernel answered when it was greeted; it may be busy, or not be there. */
  readonly heard = signal(true);
  /** The kernel that made the form is still there. */
  readonly connected = signal(true);
  readonly target = signal<Context | undefined>(undefined);
}
