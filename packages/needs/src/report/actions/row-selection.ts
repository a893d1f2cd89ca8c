/** Which rows of a table a finding speaks of, without SQL: what a board opens on a click. */
export interface RowSelection {
  readonly table: string
  /** Local days, both included; null = all. */
  readonly days: { readonly from: string; readonly to: string } | null
  /** Rows that meet one of them. */
  readonly any: readonly RowCondition[]
}

export type RowCondition =
  | { readonly is: 'null'; readonly column: string }
  /** Not null, and no row of `refers_to` has it. */
  | { readonly is: 'missing_reference'; readonly column: string; readonly refers_to: string }
  /** What it refers to began (by that column) after the row happened. */
  | {
      readonly is: 'early_reference'
      readonly column: string
      readonly refers_to: string
      readonly began: string
    }
  /** An earlier row has the same business key. */
  | { readonly is: 'repeated_key'; readonly columns: readonly string[] }
  | {
      readonly is: 'later_than'
      readonly loaded: string
      readonly happened: string
      readonly minutes: number
    }
