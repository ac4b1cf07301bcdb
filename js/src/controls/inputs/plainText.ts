/** Of a box whose text is a name or code, no prose: nothing completes, changes or underlines it. */
export const PLAIN_TEXT = {
  autocomplete: "off",
  autocapitalize: "off",
  spellcheck: false,
} as const;
