// A press of what moves away under the pointer.

/** How far a hand moves between press and release, in CSS pixels. */
const SLACK = 4;

/** Whatever is pressed is clicked, also where it has moved before the button came up: to leave a field
 * may take a text above it away. A browser then clicks what both places are in, which does nothing.
 * What has gone from the page meanwhile is not clicked. */
export function keepPress({ target, button, clientX: x, clientY: y }: MouseEvent): void {
  const pressed = (target as Element).closest<HTMLElement>("button, a, label, summary");
  if (!pressed || button) return;
  const release = (up: MouseEvent): void => {
    const { left, right, top, bottom } = pressed.getBoundingClientRect();
    const isAway = x < left || x > right || y < top || y > bottom;
    if (isAway && pressed.isConnected && Math.hypot(up.clientX - x, up.clientY - y) < SLACK)
      pressed.click();
  };
  addEventListener("mouseup", release, { once: true, capture: true });
}
