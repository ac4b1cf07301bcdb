// A walk at random through the form, beside a plain model of what the form should hold.
// Needs plain_form.js, form_actions.js and random_edits.js.

"use strict";

/** The same seed gives the same walk (Park and Miller's minimal standard generator). */
function dice(seed) {
  let state = seed;
  const roll = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return (values) => values[Math.floor(roll() * values.length)];
}

const ACTIONS = [
  ...["type", "type", "typeInItem", "typeInItem", "typeInItem", "add", "add", "remove", "move"],
  ...["duplicate", "set", "unset", "entry", "entry", "entry", "paste", "kernel", "load"],
  ...["undo", "undo", "redo", "redo", "redo"],
];

/** What the form holds as it was last written, or assigned, whichever came last. */
const held = () => window.model.traits.value.text;

/** Until something of the form has the focus: it may be given with the next frame. */
async function focused() {
  for (let wait = 0; wait < 20; wait += 1) {
    if (form().contains(document.activeElement)) return true;
    await new Promise((done) => setTimeout(done, 10));
  }
  return false;
}

/** Until the form has written what it should hold; most is written at once. */
async function written(text) {
  for (let wait = 0; wait < 60 && held() !== text; wait += 1) {
    await new Promise((done) => setTimeout(done, 10));
  }
  return held() === text;
}

/** Walk; returns what went wrong first, with the actions before it, or what was done. */
window.walk = async (seed, count, request) => {
  const walk = new Walk(seed, request);
  const log = [];
  const done = {};
  const start = walk.plain.text();
  const wrong = async (what) => {
    const text = walk.plain.text();
    const trail = { seed, after: log.length, last: log.slice(-12), held: held(), plain: text };
    if (!(await focused())) return { wrong: "the focus fell to the body", ...trail };
    return (await written(text)) ? undefined : { wrong: what, ...trail, held: held() };
  };
  button("Undo").focus();
  for (let at = 0; at < count; at += 1) {
    const action = walk.any(ACTIONS);
    log.push(action);
    done[action] = (done[action] ?? 0) + 1;
    try {
      await walk[action]();
    } catch (error) {
      return { ...(await wrong("thrown")), wrong: String(error.stack), log: log.slice(-5) };
    }
    await turn();
    await turn();
    const found = await wrong("the value is another");
    if (found) return found;
  }
  while (walk.plain.future.length > 0) walk.plain.redo();
  for (let at = 0; at < count; at += 1) key("y", { ctrlKey: true });
  await turn();
  await turn();
  const end = walk.plain.text();
  if (!(await written(end))) return await wrong("redo all is not the end");
  for (let at = 0; at <= count; at += 1) key("z", { ctrlKey: true });
  await turn();
  await turn();
  if (!(await written(start))) return { wrong: "undo all is not the start", held: held(), start };
  for (let at = 0; at <= count; at += 1) key("y", { ctrlKey: true });
  await turn();
  await turn();
  if (!(await written(end))) return { wrong: "redo all is not the end", held: held(), end };
  if (!(await focused())) return { wrong: "the focus fell to the body at the end" };
  return { done };
};
