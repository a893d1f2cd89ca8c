type Matrix = readonly (readonly number[])[]

export const transpose = (m: Matrix): number[][] =>
  (m[0] ?? []).map((_, column) => m.map((row) => row[column]!))

export const multiply = (a: Matrix, b: Matrix): number[][] => {
  const columns = transpose(b)
  return a.map((row) => columns.map((column) => row.reduce((sum, v, i) => sum + v * column[i]!, 0)))
}

/** Inverse of a small square matrix by Gauss–Jordan elimination with partial pivoting; NaN where it is singular. */
export function invert(m: Matrix): number[][] {
  const size = m.length
  const work = m.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))])
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(work[row]![column]!) > Math.abs(work[pivot]![column]!)) pivot = row
    const top = work[pivot]!
    work[pivot] = work[column]!
    const scale = top[column] || Number.NaN
    const scaled = top.map((v) => v / scale)
    work[column] = scaled
    for (let row = 0; row < size; row++) {
      if (row === column) continue
      const factor = work[row]![column]!
      if (factor !== 0) work[row] = work[row]!.map((v, k) => v - factor * scaled[k]!)
    }
  }
  return work.map((row) => row.slice(size))
}
