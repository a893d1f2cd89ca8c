/** What a face shows of a result: plain JSON, renderable in the web, a terminal, an e-mail. */
export interface Answer {
  /** One or two sentences in which every number, label and direction is a cell of the result. */
  readonly narrative: Narrative
  /** null when a chart says nothing more than the table (one number, a list). */
  readonly chart: Chart | null
  readonly caveats: readonly string[]
}

export interface Narrative {
  readonly text: string
  /** Every claim in `text`: where it stands and which cell (or formula over cells) it shows. */
  readonly citations: readonly Citation[]
}

export interface Citation {
  /** Offsets into the text. */
  readonly span: readonly [number, number]
  readonly cells: readonly { readonly row: number; readonly column: string }[]
  /** How the shown value follows from the cells, when it is not simply one of them. */
  readonly formula: Formula
}

/**
 * `value`: the cell (a label or a number). Over two cells `a, b`: `difference` a − b, `ratio` a / b,
 * `percentChange` (a − b) / |b|, `direction` the sign of a − b. `share`: the first cell over the sum of the others.
 * `sum`, `average`, `count` (of rows or groups): over all cells named. `highest`, `lowest`: the first cell among the others.
 * At most 200 cells are named; a claim over more is over its whole column.
 */
export type Formula =
  | 'value'
  | 'sum'
  | 'average'
  | 'count'
  | 'difference'
  | 'ratio'
  | 'percentChange'
  | 'share'
  | 'direction'
  | 'highest'
  | 'lowest'

export interface Chart {
  readonly kind:
    | 'line'
    | 'area'
    | 'bar'
    | 'groupedBar'
    | 'stackedBar'
    | 'pie'
    | 'scatter'
    | 'heatmap'
    | 'band'
  /** A complete Vega-Lite 6 specification without colours of its own; the data is inlined under `data.values`. */
  readonly spec: Readonly<Record<string, unknown>>
  /** For screen readers: what is drawn and the shape of it. */
  readonly alt: string
}
