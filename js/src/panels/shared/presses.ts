// Clicks on what moves away under the pointer.

/** How far a hand moves between press and release, in CSS pixels. */
const SLACK = 4;

/** Click what was pressed, even if it moved before the mouse button was released: leaving a field may
 * remove a line above it. The browser then clicks the common parent of both places, which does
 * nothing. What was removed from the page meanwhile is not clicked. */
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
