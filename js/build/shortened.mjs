// Members of the page's own classes that the bundle calls by a short name. Each is in no string, no
// message and no interface of the browser: test/shortened.test.ts looks.

export const SHORTENED = [
  "adoptChildren",
  "adoptPending",
  "clearChildren",
  "errorCount",
  "groupForm",
  "isMissing",
  "missingCount",
  "noteOrder",
  "readChildren",
  "readTyping",
  "reviewCount",
  "sendable",
  "sentEmpty",
  "setExplicit",
  "takesEmpty",
  "toggleSection",
  "toldOfNone",
  "unreviewedIn",
];
