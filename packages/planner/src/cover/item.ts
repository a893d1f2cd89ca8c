import type { Evidence, Thing } from '../index/thing.ts'
import type { PeriodMatch } from '../period/find-periods.ts'
import type { Op } from '../text/operators.ts'

/** A stretch of the question read as one piece. Offsets count characters. */
interface Piece {
  readonly text: string
  readonly span: readonly [number, number]
}

/** Before choosing: a thing may still stand for several. */
export type Item =
  | (Piece & { readonly kind: 'thing'; readonly candidates: readonly Evidence[] })
  | (Piece & { readonly kind: 'operator'; readonly op: Op })
  | (Piece & { readonly kind: 'number'; readonly value: number; readonly percent: boolean })
  | (Piece & { readonly kind: 'quoted'; readonly candidates: readonly Evidence[] })
  | (Piece & { readonly kind: 'period'; readonly match: PeriodMatch; readonly year: number | null })
  | (Piece & { readonly kind: 'comma' })
  | (Piece & { readonly kind: 'filler' })
  /** The end of a sentence that another follows. */
  | (Piece & { readonly kind: 'stop' })
  /** `guessed`: a verb nobody knows, where only a verb can stand. */
  | (Piece & { readonly kind: 'link'; readonly guessed?: true })
  | (Piece & { readonly kind: 'unknown' })

export interface Cover {
  readonly items: readonly Item[]
  readonly score: number
}

/** After choosing: one thing for each. */
export type Chosen =
  | (Piece & {
      readonly kind: 'thing'
      readonly thing: Thing
      readonly evidence: Evidence
      /** The phrase was declared ambiguous: the names it may stand for. */
      readonly meanings?: readonly string[]
      /** A general noun: what else it may stand for as well, itself included. */
      readonly siblings?: readonly Evidence[]
    })
  | Exclude<Item, { kind: 'thing' | 'quoted' }>
  | (Piece & { readonly kind: 'quoted'; readonly thing: Thing | null })
