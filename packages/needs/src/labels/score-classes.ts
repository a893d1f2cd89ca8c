import { seededRandom } from '@numize/base'
import { quantileOfSorted } from '@numize/statistics'

/** One item that was judged: the true class and the predicted one. */
export interface Judged {
  readonly truth: string
  readonly predicted: string
}

export interface Estimate {
  /** 0 to 1; null where there is nothing to measure. */
  readonly value: number | null
  /** 95 % percentile interval over resampled items (Efron 1979); null where there is nothing to measure. */
  readonly interval: readonly [number, number] | null
}

export interface ClassScore {
  readonly name: string
  /** Items that truly are of the class, and that were said to be. */
  readonly support: number
  readonly predicted: number
  /** 0 to 1; null where nothing was said to be of the class. */
  readonly precision: number | null
  /** 0 to 1; null where nothing is of the class. */
  readonly recall: number | null
  /** 2·tp / (support + predicted); null where both are 0. */
  readonly f1: number | null
}

export interface ClassScores {
  readonly items: number
  readonly accuracy: Estimate
  /** Mean F1 of the classes that occur, truly or as predicted. */
  readonly macroF1: Estimate
  readonly classes: readonly ClassScore[]
  /** `counts[true][predicted]`, in the order of `names`. */
  readonly confusion: { readonly names: readonly string[]; readonly counts: readonly (readonly number[])[] }
}

export interface Resampling {
  readonly resamples: number
  readonly seed: number
}

/**
 * How well classes were predicted. `classes` are those whose F1 count; `rest` (such as "none") may be a truth or a
 * prediction and stands in the confusion matrix, but is no class of its own.
 */
export function scoreClasses(
  items: readonly Judged[],
  { classes, rest }: { classes: readonly string[]; rest: string | null },
  resampling: Resampling,
): ClassScores {
  const names = rest === null ? classes : [...classes, rest]
  const cells = Uint16Array.from(
    items,
    ({ truth, predicted }) => names.indexOf(truth) * names.length + names.indexOf(predicted),
  )
  const counts = countCells(cells, names.length)
  const [accuracy, macroF1] = estimates(cells, { size: names.length, scored: classes.length }, resampling)
  return {
    items: items.length,
    accuracy,
    macroF1,
    classes: classes.map((name, at) => classScore(name, { at, counts, size: names.length })),
    confusion: {
      names,
      counts: names.map((_, row) =>
        Array.from(counts.subarray(row * names.length, (row + 1) * names.length)),
      ),
    },
  }
}

interface Shape {
  readonly size: number
  readonly scored: number
}

function countCells(cells: Uint16Array, size: number): Uint32Array {
  const counts = new Uint32Array(size * size)
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1
  return counts
}

/** True, predicted and right items of a class. */
function marginsOf(
  counts: Uint32Array,
  at: number,
  size: number,
): { support: number; predicted: number; right: number } {
  let support = 0
  let predicted = 0
  for (let other = 0; other < size; other++) {
    support += counts[at * size + other] ?? 0
    predicted += counts[other * size + at] ?? 0
  }
  return { support, predicted, right: counts[at * size + at] ?? 0 }
}

function classScore(
  name: string,
  { at, counts, size }: { at: number; counts: Uint32Array; size: number },
): ClassScore {
  const { support, predicted, right } = marginsOf(counts, at, size)
  return {
    name,
    support,
    predicted,
    precision: ratio(right, predicted),
    recall: ratio(right, support),
    f1: ratio(2 * right, support + predicted),
  }
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function estimates(cells: Uint16Array, shape: Shape, { resamples, seed }: Resampling): [Estimate, Estimate] {
  const whole = measure(countCells(cells, shape.size), shape)
  if (cells.length === 0) return [NOTHING, NOTHING]
  const random = seededRandom(`labels:${seed}`)
  const accuracies = new Float64Array(resamples)
  const macros = new Float64Array(resamples)
  const counts = new Uint32Array(shape.size ** 2)
  for (let at = 0; at < resamples; at++) {
    counts.fill(0)
    for (let drawn = 0; drawn < cells.length; drawn++) {
      const cell = cells[Math.floor(random() * cells.length)] ?? 0
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    const { accuracy, macroF1 } = measure(counts, shape)
    accuracies[at] = accuracy ?? 0
    macros[at] = macroF1 ?? 0
  }
  return [
    { value: whole.accuracy, interval: middle95(accuracies) },
    { value: whole.macroF1, interval: whole.macroF1 === null ? null : middle95(macros) },
  ]
}

const NOTHING: Estimate = { value: null, interval: null }

function middle95(values: Float64Array): readonly [number, number] | null {
  const sorted = values.toSorted()
  const low = quantileOfSorted(sorted, 0.025)
  const high = quantileOfSorted(sorted, 0.975)
  return low === null || high === null ? null : [low, high]
}

function measure(
  counts: Uint32Array,
  { size, scored }: Shape,
): { accuracy: number | null; macroF1: number | null } {
  let right = 0
  let items = 0
  for (const count of counts) items += count
  for (let at = 0; at < size; at++) right += counts[at * size + at] ?? 0
  const f1s: number[] = []
  for (let at = 0; at < scored; at++) {
    const { support, predicted, right: hits } = marginsOf(counts, at, size)
    if (support + predicted > 0) f1s.push((2 * hits) / (support + predicted))
  }
  return {
    accuracy: ratio(right, items),
    macroF1: f1s.length === 0 ? null : f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length,
  }
}
