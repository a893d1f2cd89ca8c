import type { Llm } from '@numize/llm'

/** What a set may read of the command line. Sets with options of their own take them from `flags`. */
export interface EvalOptions {
  /** Folder with the layout of `../shared/evals/SET`. */
  readonly data: string
  /** `--name value` and `--name` (then `true`). */
  readonly flags: Readonly<Record<string, string | true>>
  /** Prints one line for a reader. */
  readonly print: (line: string) => void
  /** Asked as in the product where `--llm` was given. */
  readonly llm: Llm | null
}

/** What every set gives back; printed as the last line with `--json`. */
export interface Score {
  readonly set: string
  /** `{passed, failed, …}` or `{right, wrong, asked, refused}`. */
  readonly counts: Readonly<Record<string, number>>
  /** A set's own figures, nested by part where it has parts. */
  readonly scores: Readonly<Record<string, unknown>>
}

export type EvalSet = (options: EvalOptions) => Promise<Score>
