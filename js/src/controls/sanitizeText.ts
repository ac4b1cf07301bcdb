// How the form shows any text, whoever it is of. What no eye sees, or what would turn around the text
// beside it, is spelled out; far too long a text is cut. Boxes that are typed into hold it as it is.

import { options } from "preact";

/** Tabs and line ends stay; so do joiners, which emoji and whole scripts need. */
const UNSEEN = /(?!\t|\r?\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/gu;
/** Characters: more than AWS takes of anything that is not code. */
const MOST = 10_000;
/** These scroll, and are copied. */
const WHOLE = ["pre", "code"];

/** Spell out control characters, those that set the direction of text, and halves of characters. */
export function sanitizeText(text: string): string {
  return text.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function isTooLong(child: unknown): child is string {
  return typeof child === "string" && child.length > MOST;
}

function cut(child: unknown): unknown {
  return isTooLong(child) ? `${child.slice(0, MOST)}…` : child;
}

/** Do so with each text that Preact puts on a page, in whichever view it stands. */
export function sanitizeAllText(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const { type, props } = vnode as { type: unknown; props: { children?: unknown } | string };
    if (typeof props === "string") vnode.props = sanitizeText(props) as never;
    else if (typeof type === "string" && !WHOLE.includes(type)) {
      const { children } = props;
      if (isTooLong(children)) props.children = cut(children);
      else if (Array.isArray(children) && children.some(isTooLong))
        props.children = children.map(cut);
    }
    before?.(vnode);
  };
}
