// react-jsonschema-form as it comes. Only what is needed for a comparison is said: the draft of the
// schema, and that errors show while typing.

import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

export default (schema) => {
  const validator = customizeValidator({ AjvClass: Ajv2020 });
  return (formData, element) =>
    createRoot(element).render(
      createElement(Form, { schema, validator, formData, liveValidate: "onChange" }),
    );
};
