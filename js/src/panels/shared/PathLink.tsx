// Places of the request that only a path tells.

import { useView } from "../../controls/context";
import { formatPath, type Path } from "../../core/path";
import { FieldLink } from "./FieldLink";

/** A place of the request as a link, or as text where there is nothing to lead to. */
export function PathLink({ path }: { path: Path }) {
  const node = useView().form.find(path);
  return node ? <FieldLink node={node} /> : formatPlainPath(path);
}

/** A path whose steps nobody knows more of: names that are no members are keys. */
export function formatPlainPath(path: Path): string {
  return formatPath(
    path.map((step) =>
      typeof step === "number" ? { kind: "index", at: step } : { kind: "member", name: step },
    ),
  );
}
