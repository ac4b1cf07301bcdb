// A link out of the form: to AWS, in a page of its own.

import type { ComponentChildren } from "preact";

export function ExternalLink({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
