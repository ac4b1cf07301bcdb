// How a place in the request is spelled: botocore's spelling, a map entry as {"KEY"}.

export type Step =
  | { kind: "member"; name: string }
  | { kind: "index"; at: number }
  | { kind: "key"; name: string };

/** A path as it goes over the wire; it does not tell members from keys of maps. */
export type Path = (string | number)[];

export function toPath(steps: Step[]): Path {
  return steps.map((step) => (step.kind === "index" ? step.at : step.name));
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

export function formatPath(steps: Step[]): string {
  let text = "";
  for (const step of steps) {
    if (step.kind === "index") text += `[${step.at}]`;
    else if (step.kind === "key" || !IDENTIFIER.test(step.name))
      text += `{${JSON.stringify(step.name)}}`;
    else text += text ? `.${step.name}` : step.name;
  }
  return text;
}
