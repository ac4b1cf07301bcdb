// Whose account the group is in that the request names: its ARN says so, a name does not.

import type { Form } from "./form";

/** The account of the group's ARN; empty without one, and where it is the caller's own. */
export function otherOwner(form: Form, account: string): string {
  const { group = "", group_arn = "" } = form.tables.layout.next_version ?? {};
  const given = group && group_arn && form.find([group])?.read();
  if (typeof given !== "string") return "";
  const owner = new RegExp(`^(?:${group_arn})$`, "u").exec(given)?.[1] ?? "";
  return owner === account ? "" : owner;
}
