/** A way to forecast whose parameters are already chosen; it reads only values before each origin. */
export interface Method {
  readonly name: string
  /** Expected values of the `horizon` points from each origin on; origins ascending, at most the number of values. */
  readonly run: (values: Float64Array, origins: readonly number[], horizon: number) => Float64Array[]
}

/** The value one season before, again and again. With period 1: the last value. */
export function seasonalNaive(period: number): Method {
  return {
    name: period > 1 ? 'seasonal naive' : 'naive',
    run: (values, origins, horizon) =>
      origins.map((origin) =>
        Float64Array.from(
          { length: horizon },
          (_, h) => values[origin - period + (h % period)] ?? Number.NaN,
        ),
      ),
  }
}
