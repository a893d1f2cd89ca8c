import type { Filter, Plan, Unit } from '@numize/semantic'

export type NotableKind =
  /** One member has far more of the rows than its even part. */
  | 'dominance'
  /** A group's mean stands out. */
  | 'mean'
  /** A group's share of a state stands out. */
  | 'share'
  /** Something rises or falls along time. */
  | 'trend'
  /** Two figures go together. */
  | 'correlation'
  /** Means or shares along the brackets of a number. */
  | 'brackets'
  /** A word or an identifier recurs in a text. */
  | 'word'
  /** The same row again and again by one member. */
  | 'repeats'
  /** More rows in a window of months than around it. */
  | 'spike'
  /** Groups of unlike size in members of another column each. */
  | 'load'
  /** What one might expect to move along with another finding, and does not. */
  | 'even'

export type MeasureKind = 'count' | 'mean' | 'share'
export type Direction = 'higher' | 'lower' | 'rising' | 'falling' | 'even'

/** A member of a column, by what a plan calls the column. */
export interface ColumnMember {
  readonly ref: string
  readonly member: string
}

/** One thing worth knowing about a table. */
export interface Notable {
  readonly kind: NotableKind
  readonly measure: MeasureKind
  /** Columns it is about, by what a plan calls them. */
  readonly columns: readonly string[]
  /** Members it is about: the group that stands out, and the part of the table looked at. */
  readonly members: readonly ColumnMember[]
  /** In `unit`; of a trend or correlation its coefficient, −1 to 1. */
  readonly value: number
  readonly unit: Unit | null
  readonly direction: Direction
  readonly text: string
  /** The groups compared, as a chart shows them. */
  readonly points: readonly Point[]
  /** Chance that it is more than noise, corrected for everything looked at, 0–1. */
  readonly confidence: number
  /** How much it stands out, 0–1. */
  readonly effect: number
  /** Gives the figures anew. */
  readonly plan: Plan
}

export interface Point {
  readonly label: string
  readonly value: number
  readonly rows: number
}

/** Something that was tested; it is written only where it is told. */
export interface Tested {
  readonly pValue: number
  readonly effect: number
  /** Findings of one topic tell the same thing. */
  readonly topic: string
  readonly columns: readonly string[]
  readonly measure: MeasureKind
  /** The group that stands out, worth a look of its own. */
  readonly standsOut: ColumnMember | null
  readonly write: () => Omit<Notable, 'confidence' | 'effect' | 'columns' | 'measure'>
}

/** The part of a table that is looked at. */
export interface Part {
  /** Row numbers. */
  readonly rows: Int32Array
  readonly members: readonly ColumnMember[]
  readonly where: readonly Filter[]
  /** " where category is Hardware", or nothing. */
  readonly said: string
}
