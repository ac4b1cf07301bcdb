// What two lists have in common, in order.

/** The longest common subsequence of two lists, as pairs of places; of what stands between an equal
 * begin and an equal end nothing, if that has more than `most` pairs to compare. */
export function commonSubsequence(one: string[], two: string[], most: number): [number, number][] {
  const [start, rest] = ends(one, two);
  const [end, otherEnd] = [one.length - rest, two.length - rest];
  const pairs = Array.from({ length: start }, (_, at): [number, number] => [at, at]);
  const tail = Array.from({ length: rest }, (_, at): [number, number] => [end + at, otherEnd + at]);
  const [rows, columns] = [end - start, otherEnd - start];
  if (rows * columns === 0 || rows * columns > most) return [...pairs, ...tail];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  const isSame = (row: number, column: number): boolean => one[start + row] === two[start + column];
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = isSame(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (isSame(row, column)) {
      pairs.push([start + row, start + column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return [...pairs, ...tail];
}

/** How many items, or UTF-16 units, two rows have in common at their begin, and behind that at their
 * end. */
export function ends(one: ArrayLike<unknown>, two: ArrayLike<unknown>): [number, number] {
  const most = Math.min(one.length, two.length);
  let start = 0;
  while (start < most && one[start] === two[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === two[two.length - 1 - end]) end += 1;
  return [start, end];
}
