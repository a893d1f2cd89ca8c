import type { Cell, Result, ResultColumn } from '@numize/semantic'
import type { Citation, Formula, Narrative } from '../block.ts'
import { formatCell, formatNumber } from '../format.ts'
import { labelColumns, namedKeys } from '../label-columns.ts'
import { figureIn, percentChange } from '../numbers.ts'
import { labelText, lackText } from '../prose/label-text.ts'

/** A piece of a sentence that says something about data, with the cells that say so. */
export interface Claim {
  readonly text: string
  readonly cells: Citation['cells']
  readonly formula: Formula
}

export type Piece = string | Claim

/** Joins pieces into prose and remembers where each claim stands. */
export function compose(pieces: readonly Piece[]): Narrative {
  let text = ''
  const citations: Citation[] = []
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      const { cells, formula } = piece
      citations.push({ span: [text.length, text.length + piece.text.length], cells, formula })
    }
    text += typeof piece === 'string' ? piece : piece.text
  }
  const first = text.charAt(0).toUpperCase()
  return { text: first.length === 1 ? first + text.slice(1) : text, citations }
}

/** A cell by row and column position. */
export interface Spot {
  readonly row: number
  readonly index: number
}

/** Claims over one result: what a narrative is made of. */
export interface Claims {
  readonly result: Result
  /** Positions of the columns that name a row. */
  readonly labels: readonly number[]
  /** Of keys that stand beside a name: position of the name → position of the key. */
  readonly keyOfName: ReadonlyMap<number, number>
  cell(spot: Spot): Cell
  figure(spot: Spot): number | null
  /** A figure in short form with its unit. */
  value(spot: Spot): Claim
  label(spot: Spot): Claim
  /** `no merchant`: of a label that is not known. */
  lack(spot: Spot): Claim
  /** `up`, `down` or `unchanged` of `now` against `before`. */
  direction(now: Spot, before: Spot): Claim
  /**
   * `12.3 %` (of percentages `1.2 percentage points`), unsigned; `slightly` where it would round to nothing; null where
   * there is nothing to divide by.
   */
  change(now: Spot, before: Spot): Claim | null
  /** A word such as `highest` about the first spot among all. */
  extreme(word: string, spots: readonly Spot[], formula: 'highest' | 'lowest'): Claim
  share(part: Spot, all: readonly Spot[]): Claim | null
  count(count: number, spots: readonly Spot[]): Claim
}

const MAX_CITED = 200
const SLIGHT = 0.0005
const SLIGHTLY = 'slightly'

export function claimsOf(result: Result): Claims {
  const columnAt = (index: number): ResultColumn => {
    const column = result.columns[index]
    if (column === undefined) throw new Error(`no column ${index}`)
    return column
  }
  const cell = ({ row, index }: Spot): Cell => result.rows[row]?.[index] ?? null
  const figure = (spot: Spot): number | null => figureIn(cell(spot), columnAt(spot.index))
  const cite = (text: string, spots: readonly Spot[], formula: Formula): Claim => ({
    text,
    formula,
    cells: spots.slice(0, MAX_CITED).map(({ row, index }) => ({ row, column: columnAt(index).name })),
  })
  const percent = (fraction: number): string => formatNumber(fraction, { kind: 'percent' })
  return {
    result,
    labels: labelColumns(result),
    keyOfName: new Map([...namedKeys(result)].map(([key, name]) => [name, key])),
    cell,
    figure,
    value: (spot) => cite(formatCell(cell(spot), columnAt(spot.index), { prose: true }), [spot], 'value'),
    label: (spot) => cite(labelText(cell(spot), columnAt(spot.index)), [spot], 'value'),
    lack: (spot) => cite(lackText(columnAt(spot.index)), [spot], 'value'),
    direction: (now, before) => cite(directionWord(figure(now), figure(before)), [now, before], 'direction'),
    change: (now, before) => {
      const points = pointsBetween(figure(now), figure(before))
      if (columnAt(now.index).unit?.kind === 'percent')
        return points === null
          ? null
          : cite(points, [now, before], points === SLIGHTLY ? 'direction' : 'difference')
      const change = percentChange(figure(now), figure(before))
      if (change === null) return null
      return Math.abs(change) < SLIGHT
        ? cite(SLIGHTLY, [now, before], 'direction')
        : cite(percent(Math.abs(change)), [now, before], 'percentChange')
    },
    extreme: cite,
    share: (part, all) => {
      const whole = all.reduce((sum, spot) => sum + (figure(spot) ?? 0), 0)
      const own = figure(part)
      return own === null || whole <= 0 ? null : cite(percent(own / whole), [part, ...all], 'share')
    },
    count: (count, spots) => cite(formatNumber(count, { kind: 'count' }), spots, 'count'),
  }
}

/** Two percentages differ by points: 92.9 % to 93.1 % is `0.2 percentage points`. */
function pointsBetween(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null
  if (Math.abs(now - before) < SLIGHT) return SLIGHTLY
  const size = formatNumber(Math.abs(now - before), { kind: 'percent' }).replace(/ %$/, '')
  return `${size} percentage point${size === '1' ? '' : 's'}`
}

const directionWord = (now: number | null, before: number | null): string =>
  now === null || before === null || now === before ? 'unchanged' : now > before ? 'up' : 'down'
