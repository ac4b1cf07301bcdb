// Counts the timers of the page that have yet to run. A test waits until there are none where it would
// otherwise wait for a time: what the page does after a pause, it has done by then.

"use strict";
{
  // A pause of the page is shorter. What reports that something is slow comes later, and what shows
  // the time that has passed never ends.
  const LONGEST_MS = 1000;
  const waiting = new Set();
  const all = new Set();
  const { setTimeout: start, clearTimeout: stop, setInterval: repeat, clearInterval: end } = window;
  window.setTimeout = (callback, delay = 0, ...given) => {
    const id = start(() => {
      waiting.delete(id);
      all.delete(id);
      callback(...given);
    }, delay);
    all.add(id);
    if (delay <= LONGEST_MS) waiting.add(id);
    return id;
  };
  window.clearTimeout = (id) => {
    waiting.delete(id);
    all.delete(id);
    stop(id);
  };
  window.setInterval = (...given) => {
    const id = repeat(...given);
    all.add(id);
    return id;
  };
  window.clearInterval = (id) => {
    all.delete(id);
    end(id);
  };
  window.hasNoTimers = () => all.size === 0;
  window.isQuiet = () => waiting.size === 0;
  /** Resolves when no timer is waiting, not even one that the last of them has started. */
  window.untilQuiet = async () => {
    for (let turns = 0; turns < 3; turns += 1) {
      await new Promise((done) => requestAnimationFrame(() => start(done)));
      if (waiting.size > 0) turns = -1;
    }
  };
}
