// Values that come in families and sizes, such as ml.g5.xlarge, and how they are found by both.

export interface Family {
  /** What stands before the size: g5; empty for a value without one. */
  name: string;
  values: string[];
}

export interface Found extends Family {
  /** No value of the family is left out. */
  whole: boolean;
}

function split(value: string): [begin: string, family: string, size: string] {
  const size = value.lastIndexOf(".");
  const begin = value.slice(0, Math.max(0, size));
  return [begin, begin.slice(begin.lastIndexOf(".") + 1), value.slice(size + 1)];
}

/** The values by family, in the order in which each comes first. */
export function familiesOf(values: readonly string[]): Family[] {
  const families = new Map<string, Family>();
  for (const value of values) {
    const [begin, name] = split(value);
    const family = families.get(begin) ?? { name, values: [] };
    families.set(begin, family);
    family.values.push(value);
  }
  return [...families.values()];
}

/** What a text finds: each of its words begins a value, a family or a size. The family that has
 * its name comes first. */
export function searchFamilies(families: readonly Family[], text: string): Found[] {
  const words = text.toLowerCase().split(/[\s,]+/);
  const fits = (value: string): boolean => {
    const whole = value.toLowerCase();
    const [, family, size] = split(whole);
    const starts = [whole, `${family}.${size}`, size];
    return words.every((word) => starts.some((start) => start.startsWith(word)));
  };
  const found = families.map(({ name, values }) => {
    const left = values.filter(fits);
    return { name, values: left, whole: left.length === values.length };
  });
  const rank = ({ name }: Family): number => (name !== "" && words.includes(name) ? 0 : 1);
  return found
    .filter(({ values }) => values.length > 0)
    .sort((one, other) => rank(one) - rank(other));
}
