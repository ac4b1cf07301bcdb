// What the bundle makes of JSX: elements by `h`, whose children stand without a name, in fewer bytes.

export { Fragment as JsxFragment, h as jsxElement } from "preact";
