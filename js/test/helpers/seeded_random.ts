// Chance that repeats itself: the same seed gives the same story.

export function seededRandom(seed: number) {
  let state = seed;
  /** A number from 0 to below 1 (Park and Miller's minimal standard generator). */
  const roll = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return {
    of<Value>(values: readonly Value[]): Value {
      const value = values[Math.floor(roll() * values.length)];
      if (value === undefined) throw new Error("nothing to choose from");
      return value;
    },
  };
}
