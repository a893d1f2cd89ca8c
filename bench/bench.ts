/** What a benchmark may read of the command line. */
export interface BenchOptions {
  /** Folder of the evaluation data, `../shared/evals` where nothing else is said; may be absent. */
  readonly data: string
  /** `--name value` and `--name` (then `true`). */
  readonly flags: Readonly<Record<string, string | true>>
  /** Prints one line for a reader. */
  readonly print: (line: string) => void
}

/** Prints its figures, each beside its floor or its baseline. */
export type Bench = (options: BenchOptions) => Promise<void>

/** The value a share of the others lies below, of unordered times. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Milliseconds of wall time. */
export function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
