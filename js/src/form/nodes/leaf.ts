// A node without children: what is typed, and the value that it stands for.

import { computed, type Signal } from "@preact/signals-core";
import { type Json, minified, number, RawNumber, stringify } from "../../core/json";
import { Cell } from "../history/cell";
import type { KeywordError } from "../texts";
import { checkScalar } from "../validation/check_value";
import { Node } from "./node";

const WHOLE = /^\s*([+-]?\d+)(?:\.0*)?\s*$/;
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

export class Leaf extends Node {
  readonly text: Signal<string> = new Cell(this.formServices.undoHistory, "", "typing");
  /** What was loaded: typing the same text again gives the very same value back. */
  readonly #original = new Cell<{ text: string; value: Json } | undefined>(
    this.formServices.undoHistory,
    undefined,
  );

  override readonly isPresent = computed(() => {
    if (this.mistypedValue.value !== undefined || this.text.value !== "") return true;
    return this.isExplicit.value && this.schema.type === "string"; // no number or boolean is empty
  });

  /** An empty text that is sent as such: loaded so and left alone, or made by a command. */
  readonly sentEmpty = computed(
    () => this.isExplicit.value && this.text.value === "" && this.schema.type === "string",
  );

  override read(): Json | undefined {
    if (this.mistypedValue.value !== undefined) return this.mistypedValue.value;
    if (!this.isPresent.value) return undefined;
    const text = this.text.value;
    const original = this.#original.peek();
    if (original?.text === text) return original.value;
    switch (this.schema.type) {
      case "integer":
        return wholeNumber(text);
      case "number":
        if (WHOLE.test(text)) return wholeNumber(text);
        return DECIMAL.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
      case "boolean":
        return text === "true" ? true : text === "false" ? false : text;
      default:
        return this.hints.control === "json" ? this.#jsonText(text) : text;
    }
  }

  /** JSON in a string keeps its original text until its content is another. */
  #jsonText(text: string): string {
    const small = minified(text);
    if (small === undefined) return text;
    const original = this.#original.peek()?.value;
    return typeof original === "string" && minified(original) === small ? original : small;
  }

  type(text: string): void {
    if (this.mistypedValue.value !== undefined) {
      this.mistypedValue.value = undefined;
      this.#original.value = undefined;
    }
    // A control may have taken carriage returns out of the text that it shows.
    const original = this.#original.peek()?.text;
    const same = original?.includes("\r") && original.replace(/\r\n?/g, "\n") === text;
    this.text.value = same && original !== undefined ? original : text;
    if (text === "") this.isExplicit.value = false;
    this.change();
  }

  /** Whether AWS's model accepts an empty text here. */
  get takesEmpty(): boolean {
    const { type } = this.schema;
    return (
      type === "string" && checkScalar(this.formServices.tables, this.schema, "") === undefined
    );
  }

  override load(value: Json, explicit: boolean): void {
    this.kernelIssues.value = [];
    this.isTouched.value = true;
    this.isExplicit.value = explicit || value === "";
    const fits = this.#fits(value);
    const text = typeof value === "string" ? value : stringify(value);
    this.mistypedValue.value = fits ? undefined : value;
    this.#original.value = fits ? { text, value } : undefined;
    this.text.value = fits ? text : value === null ? "" : text;
  }

  /** A number typed as text that is no number is text in `value`; it is ours to show and fix. */
  #fits(value: Json): boolean {
    const { type } = this.schema;
    if (typeof value === "string") return type === "string" || (type !== "boolean" && value !== "");
    if (typeof value === "boolean") return type === "boolean";
    const numeric = typeof value === "number" || value instanceof RawNumber;
    return numeric && (type === "integer" || type === "number");
  }

  override clear(): void {
    super.clear();
    this.text.value = "";
  }

  protected override verdict(): KeywordError | undefined {
    const value = this.read();
    return value === undefined
      ? undefined
      : checkScalar(this.formServices.tables, this.schema, value);
  }
}

function wholeNumber(text: string): Json {
  const digits = WHOLE.exec(text)?.[1];
  return digits === undefined
    ? text
    : number(digits.replace("+", "").replace(/^(-?)0+(?=\d)/, "$1"));
}
