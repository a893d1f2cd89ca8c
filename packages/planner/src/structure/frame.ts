import type { Aggregation, CompareOp, ElapsedUnit, Scalar } from '@numize/semantic'
import type { Chosen } from '../cover/item.ts'
import type { Column, Measurable } from '../index/thing.ts'
import type { Part, Presentation } from '../outcome.ts'
import type { PeriodMatch } from '../period/find-periods.ts'

/** The words a piece of the frame was read from. */
export interface Words {
  readonly text: string
  readonly span: readonly [number, number]
}

/** Something that gives a number for a group of rows, or a column of them. */
export type Quantity =
  | Measurable
  | { readonly kind: 'column'; readonly column: Column }
  /** One amount over another. */
  | { readonly kind: 'ratio'; readonly numerator: Term; readonly denominator: Term }
  /** Whatever the question measures otherwise; the count of its rows where it measures nothing. */
  | { readonly kind: 'implied' }
  /** A column known by what it should be called (`oldest` → age), looked for at the head. */
  | { readonly kind: 'named'; readonly names: readonly string[] }

/** An amount of some rows only. */
export interface Term {
  readonly quantity: Quantity
  readonly where: readonly Condition[]
}

export interface Want extends Words {
  readonly quantity: Quantity
}

export interface Group extends Words {
  readonly target:
    | { readonly kind: 'column'; readonly column: Column }
    | { readonly kind: 'entity'; readonly model: string; readonly role?: string }
  /** Named by the asker as what is to be shown, not as what to group by. */
  readonly shown: boolean
}

/** A number or text to compare with, or the average (or other aggregate) of the same quantity. */
export type Bound =
  | { readonly kind: 'value'; readonly value: Scalar }
  | {
      readonly kind: 'aggregate'
      readonly aggregation: Aggregation
      /** Said of the rows it is over: "the average age of vans bought in 2025". */
      readonly over?: Frame
    }
  /** What the first of the rows has: "heavier than the van with the most seats". */
  | { readonly kind: 'ranked'; readonly by: Quantity; readonly direction: 'asc' | 'desc' }
  | { readonly kind: 'period'; readonly match: PeriodMatch }
  /** The moment the question is asked. */
  | { readonly kind: 'now' }

export type Condition = Words &
  (
    | {
        readonly kind: 'values'
        readonly column: Column
        readonly values: readonly Scalar[]
        /** All of the values are wanted of one thing (`both a cat and a dog`). */
        readonly every?: boolean
        /** What stands between the last two of them. */
        readonly joined?: 'and' | 'or'
        readonly negate: boolean
      }
    | {
        readonly kind: 'compare'
        readonly quantity: Quantity
        readonly op: CompareOp
        readonly bound: Bound
        /** When the rows that are counted happened: `more than 3 orders in 2025`. */
        readonly period?: PeriodMatch
      }
    | {
        readonly kind: 'text'
        readonly column: Column
        readonly match: 'contains' | 'startsWith' | 'endsWith' | 'equalsIgnoringCase'
        readonly value: string
        readonly negate: boolean
      }
    /** Two columns of a row compared, or the time from `to` to `column` with so much of it. */
    | {
        readonly kind: 'columns'
        readonly column: Column
        readonly op: CompareOp
        readonly to: Column
        readonly apart?: { readonly count: number; readonly unit: ElapsedUnit }
      }
    | { readonly kind: 'missing'; readonly column: Column; readonly negate: boolean }
    /** Rows of another model belong to it (or none do). */
    | { readonly kind: 'exists'; readonly model: string; readonly negate: boolean }
    /** At least one of several sets of conditions holds. */
    | { readonly kind: 'either'; readonly ways: readonly (readonly Condition[])[] }
    /** Every row of another model belongs to it. */
    | { readonly kind: 'all'; readonly model: string }
  ) & {
    /** Joined to the condition before by "or". */
    readonly or: boolean
    /** Set by a clause that negates all it holds. */
    readonly clause: number
  }

export interface Rank extends Words {
  readonly by: Quantity
  readonly direction: 'asc' | 'desc'
  readonly count: number
  /** "the oldest student": one row is wanted, not a ranking. */
  readonly single: boolean
  /** "best", "top 5": what by may not be said at all. */
  readonly open?: boolean
}

export interface Order extends Words {
  readonly by: Quantity
  readonly direction: 'asc' | 'desc'
  /** The direction was said, not assumed. */
  readonly directionStated: boolean
}

/** Clauses that negate all they hold: `without a cat`, `who never ordered`. */
export interface Clause {
  readonly id: number
  readonly negate: boolean
  readonly head: string | null
  /** "technicians with no visits": members of this column none of whose rows are such. */
  readonly members?: Column
  /** "painters who never painted in Kent": it tells of what they do, not of what they are. */
  readonly deed?: true
}

/** What a question says, before it is fitted to the join graph. */
export interface Frame {
  /** What the question was read as, from left to right. */
  readonly items: readonly Chosen[]
  readonly wants: readonly Want[]
  readonly groups: readonly Group[]
  readonly conditions: readonly Condition[]
  readonly clauses: readonly Clause[]
  readonly periods: readonly (Words & { readonly match: PeriodMatch })[]
  readonly entities: readonly (Words & {
    readonly model: string
    readonly clause: number
    readonly role?: string
  })[]
  readonly rank: Rank | null
  readonly order: Order | null
  readonly distinct: boolean
  /** `part`: the conditions that make the part; the others hold for the whole too. */
  readonly share: (Words & { readonly part?: readonly Condition[] }) | null
  readonly trend: Words | null
  /** Put together along the periods: over so many, or from the first on. */
  readonly along?: (Words & { readonly periods: number | null; readonly average: boolean }) | null
  /** `change`, `growth`: needs two periods. */
  readonly change: Words | null
  readonly versus: Words | null
  readonly presentation: (Words & { readonly as: Presentation }) | null
  readonly ambiguous: readonly (Words & { readonly choices: readonly string[] })[]
  /** Read as something, and used by nothing. */
  readonly unused: readonly Words[]
  readonly unknown: readonly Words[]
  /** Words that change the answer (more than, number of) and found nothing to work on. */
  readonly stranded: readonly Words[]
  /** The question begins with "where" or "when". */
  readonly asks: 'where' | 'when' | null
  readonly links: number
  /** What was left unsaid and settled by what is usual, in words. */
  readonly notes: readonly { readonly kind: Part['kind']; readonly reading: string }[]
  /** Words with several meanings, and the one of this frame. */
  readonly choice: (Words & { readonly label: string; readonly asked?: boolean }) | null
  /** Lists whose rows stand under those of this one ("the museums and the hotels"). */
  readonly also?: readonly Frame[]
  /** How the frame came to be. */
  readonly trail: readonly string[]
}
