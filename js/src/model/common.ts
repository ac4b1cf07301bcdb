// What two lists have in common, in order.

/** The longest common subsequence of two lists, as pairs of places; of what stands between an equal
 * begin and an equal end nothing, if that has more than `most` pairs to compare. */
export function common(one: string[], two: string[], most: number): [number, number][] {
  const pairs: [number, number][] = [];
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) {
    pairs.push([start, start]);
    start += 1;
  }
  let [end, otherEnd] = [one.length, two.length];
  const tail: [number, number][] = [];
  while (end > start && otherEnd > start && one[end - 1] === two[otherEnd - 1]) {
    end -= 1;
    otherEnd -= 1;
    tail.unshift([end, otherEnd]);
  }
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
