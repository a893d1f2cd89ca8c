import type { Answer } from '@numize/blocks'
import type { Result } from '@numize/semantic'

/** The rows of a plan, told. */
export interface Shown {
  readonly result: Result
  readonly answer: Answer
}

/** Which values of a dimension are wanted. */
export interface ValuesWanted {
  /** As in `CatalogView.dimensions`. */
  readonly path: string
  /** Part of the value, in any case; null = the first ones. */
  readonly search: string | null
  readonly most: number
}
