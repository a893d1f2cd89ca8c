import type { Cell, Result, ResultColumn, Unit } from '@numize/semantic'
import type { Answer } from '../block.ts'
import { claimsOf, compose, type Piece } from '../narrative/claims.ts'

/** Variants compared on one metric, as far as a face shows it. */
export interface ExperimentView {
  /** The governed answer it was made from. */
  readonly result: Result
  readonly label: string
  readonly unit: Unit | null
  readonly control: string
  readonly variants: readonly {
    readonly variant: string
    readonly units: number
    readonly value: number | null
  }[]
  readonly compared: readonly {
    readonly treatment: string
    readonly effect: number
    readonly relative: boolean
    readonly interval: readonly [number, number]
    readonly pValue: number
  }[]
  /** What it comes to, in whole sentences, one for each treatment. */
  readonly verdicts: readonly string[]
  readonly notes: readonly string[]
}

/** A row for each variant with its units, its figure and its effect; the verdict comes first, the figures it stands on after. */
export function writeExperiment(view: ExperimentView): { readonly result: Result; readonly answer: Answer } {
  const table = tableOf(view)
  const figures = figuresText(view, table)
  return {
    result: table,
    answer: {
      narrative: compose([`${view.verdicts.join(' ')} `, ...figures]),
      chart: null,
      caveats: view.notes,
    },
  }
}

const PERCENT: Unit = { kind: 'percent' }

function tableOf({ result, label, unit, variants, compared }: ExperimentView): Result {
  const relative = compared.every((one) => one.relative)
  const effectUnit = relative ? PERCENT : unit
  const rows = variants.map(({ variant, units, value }): Cell[] => {
    const one = compared.find(({ treatment }) => treatment === variant)
    return [
      variant,
      units,
      value,
      ...(one ? [one.effect, ...one.interval, one.pValue] : [null, null, null, null]),
    ]
  })
  const columns = [
    column('variant', 'Variant', null, 'dimension'),
    column('units', 'Units', { kind: 'count' }),
    column('value', label, unit),
    column('effect', 'Effect', effectUnit),
    column('low_95', '95 % low', effectUnit),
    column('high_95', '95 % high', effectUnit),
    column('p', 'p', null),
  ]
  return { ...result, columns, rows, rowCount: rows.length, truncated: false, incompleteFrom: null }
}

const column = (
  name: string,
  label: string,
  unit: Unit | null,
  role: ResultColumn['role'] = 'metric',
): ResultColumn => ({
  name,
  label,
  type: role === 'dimension' ? 'string' : name === 'units' ? 'integer' : 'double',
  unit,
  role,
  grain: null,
  source: name,
  ...(role === 'metric' ? { additive: name === 'units' } : {}),
})

/** `Conversion was 12 % for v2 and 11 % for v1.` */
function figuresText({ label, variants }: ExperimentView, table: Result): Piece[] {
  const claims = claimsOf(table)
  const known = variants.flatMap(({ value }, row) => (value === null ? [] : [row]))
  if (known.length === 0) return []
  return [
    `${label} was `,
    ...known.flatMap((row, at): Piece[] => [
      at === 0 ? '' : at === known.length - 1 ? ' and ' : ', ',
      claims.value({ row, index: 2 }),
      ' for ',
      claims.label({ row, index: 0 }),
    ]),
    '.',
  ]
}
