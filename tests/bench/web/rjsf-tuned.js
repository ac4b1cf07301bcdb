// react-jsonschema-form with all that its documents offer for speed: precompiled validators, optional
// objects and lists left out until they are added, no list of errors above the form, and items of
// lists that are rendered when they are opened.

import Form, { getDefaultRegistry } from "@rjsf/core";
import createPrecompiledValidator from "@rjsf/validator-ajv8/lib/createPrecompiledValidator.js";
import { createElement, memo, useState } from "react";
import { createRoot } from "react-dom/client";
import * as validators from "validators";

const { ArrayFieldItemTemplate: Item } = getDefaultRegistry().templates;

/** The first item of a list is open, as in our own form; the others are a button until pressed. */
function LazyItem(props) {
  const [open, setOpen] = useState(props.index === 0);
  if (open) return createElement(Item, props);
  const name = `Item ${props.index + 1}`;
  return createElement("button", { type: "button", onClick: () => setOpen(true) }, name);
}

const settings = {
  liveValidate: "onChange",
  showErrorList: false,
  noHtml5Validate: true,
  experimental_componentUpdateStrategy: "customDeep",
  experimental_defaultFormStateBehavior: {
    emptyObjectFields: "skipDefaults",
    arrayMinItems: { populate: "never" },
  },
  templates: { ArrayFieldItemTemplate: memo(LazyItem) },
  uiSchema: {
    "ui:globalOptions": { enableOptionalDataFieldForType: ["object", "array"] },
  },
};

export default (schema) => {
  const validator = createPrecompiledValidator(validators.default ?? validators, schema);
  return (formData, element) =>
    createRoot(element).render(createElement(Form, { ...settings, schema, validator, formData }));
};
