// A member that the installed botocore does not know, or a kind of value that it has no kind for:
// any JSON, kept as it came.

import { computed, type Signal } from "@preact/signals-core";
import { formatJson } from "../../core/format_json";
import { type Json, parse, stringify } from "../../core/json";
import { Cell } from "../history/cell";
import type { KeywordError } from "../texts";
import { unknown } from "../validation/check_value";
import { type FormServices, Node, type ParentLink } from "./node";

/** Any JSON value, edited as text. */
export class AnyJson extends Node {
  protected readonly value = new Cell<Json | undefined>(this.formServices.undoHistory, undefined);
  /** What is typed; not JSON as long as it is being written. */
  readonly text: Signal<string> = new Cell(this.formServices.undoHistory, "", "typing");

  override readonly isPresent = computed(() => this.value.value !== undefined);

  type(text: string): void {
    this.text.value = text;
    this.value.value = parseOrText(text);
    this.change();
  }

  override read(): Json | undefined {
    return this.value.value;
  }

  override load(value: Json): void {
    this.kernelIssues.value = [];
    this.value.value = value;
    this.text.value = formatJson(stringify(value));
  }

  override clear(): void {
    super.clear();
    this.value.value = undefined;
    this.text.value = "";
  }
}

/** Text as JSON; text that is not JSON is a JSON string, so that nothing typed is lost. */
export function parseOrText(text: string): Json | undefined {
  if (text.trim() === "") return undefined;
  try {
    return parse(text);
  } catch {
    return text;
  }
}

export class Unknown extends AnyJson {
  readonly member: string;

  constructor(shared: FormServices, parent: Node, member: string) {
    const step = { kind: "member", name: member } as const;
    const place: ParentLink = { parent, required: false, step: () => step };
    super(shared, {}, place);
    this.member = member;
  }

  protected override verdict(): KeywordError | undefined {
    const parent = this.parentLink.parent;
    return parent && unknown(parent.schema, this.member);
  }
}
