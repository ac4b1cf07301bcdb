// What both kinds of react-jsonschema-form share; which of the two it is, the address tells.

const kind = new URL(location.href).searchParams.get("of");
export const styles = kind === "rjsf-tuned" ? ["widget.css", "rjsf-tuned.css"] : [];
export const field = () => document.getElementById("root_ModelPackageName");
export const isWrong = () => document.getElementById("root_ModelPackageName__error") !== null;

let code;
let schema;
let show;

export async function prepare() {
  code = await (await fetch(`${kind}.js`)).text();
  schema = await (await fetch("schema.json")).json();
}

export async function evaluate() {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  show = (await import(url)).default(schema);
}

export function display(request, element) {
  if (kind === "rjsf-tuned") element.className = "modelpkg-form";
  show(request, element);
}
