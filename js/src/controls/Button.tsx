// A small button.

import type { ButtonHTMLAttributes } from "preact";

export function Button(attributes: ButtonHTMLAttributes) {
  return <button type="button" class="mp-small" {...attributes} />;
}
