// Every place that a request has or may have, to be searched: those of the form with their values,
// and from the schema those that nobody has set, so that looking for them makes no nodes.

import { formatPath } from "../../core/path";
import type { Form } from "../../form/form";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { Struct } from "../../form/nodes/struct";
import { resolve } from "../../form/schema";
import type { Schema } from "../../protocol/schema";

/** Levels of the schema that are looked into; a schema may hold itself. */
const DEEPEST = 16;

export class SearchResult {
  readonly path: string;
  readonly about: string;
  readonly value: string;
  readonly #name: string;
  readonly #all: string[];
  readonly #node: Node;
  readonly #below: string[];

  /** `below`: the members from a node of the form to the place; no list or map lies between. */
  constructor(path: string, schema: Schema, node: Node, below: string[], value: string) {
    this.path = path;
    this.about = schema.description ?? "";
    this.value = value;
    this.#node = node;
    this.#below = below;
    this.#name = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    this.#all = [value, path, this.about].map((text) => text.toLowerCase());
  }

  /** Where to go: the place, or the list or map that it would stand in. */
  target(): Node | undefined {
    return this.#below.reduce<Node | undefined>((node, name) => node?.child(name), this.#node);
  }

  holds(words: string[]): boolean {
    return words.every((word) => this.#all.some((text) => text.includes(word)));
  }

  /** The lower the better: its name begins with a word, holds it; its value does, its path. */
  rank(words: string[]): number {
    const ranks = words.map((word) => {
      const at = this.#name.indexOf(word);
      return at >= 0 ? Math.min(at, 1) : 2 + this.#all.findIndex((text) => text.includes(word));
    });
    return ranks.reduce((sum, rank) => sum + rank, 0);
  }
}

export function buildSearchIndex(form: Form): SearchResult[] {
  const found: SearchResult[] = [];
  const { tables } = form;

  function of(node: Node): void {
    const value = node instanceof Leaf ? node.text.peek() : "";
    found.push(new SearchResult(formatPath(node.steps()), node.schema, node, [], value));
    below(node);
  }

  function below(node: Node): void {
    if (node instanceof Struct && node.isPresent.peek()) node.members();
    const children = node.isPresent.peek() ? node.parts() : [];
    if (children.length > 0) children.forEach(of);
    else unset(node.schema, { node, way: [], inside: false }, formatPath(node.steps()), DEEPEST);
  }

  /** `at`: the node that is there, the members from it on, and whether they lead into a list. */
  function unset(schema: Schema, at: At, path: string, deep: number): void {
    const { items, additionalProperties: values, properties = {} } = schema;
    if (deep === 0) return;
    if (items) unset(resolve(tables, items), { ...at, inside: true }, `${path}[]`, deep - 1);
    if (values) unset(resolve(tables, values), { ...at, inside: true }, `${path}{}`, deep - 1);
    for (const [name, given] of Object.entries(properties)) {
      const member = resolve(tables, given);
      const next = at.inside ? at : { ...at, way: [...at.way, name] };
      const text = path ? `${path}.${name}` : name;
      found.push(new SearchResult(text, member, next.node, next.way, ""));
      unset(member, next, text, deep - 1);
    }
  }

  below(form.root);
  return found;
}

interface At {
  node: Node;
  way: string[];
  inside: boolean;
}

/** The places that hold all words, the best first. */
export function search(places: readonly SearchResult[], typed: string): SearchResult[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = places.filter((place) => place.holds(words));
  return found.sort((one, other) => one.rank(words) - other.rank(words));
}
