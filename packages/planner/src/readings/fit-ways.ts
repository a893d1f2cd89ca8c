import { type FitInput, type Fitted, fit } from './fit.ts'

/** Beyond so many readings of one question nobody is helped by asking. */
const MOST_WAYS = 6

/** The plan of a frame; one for each way where parallel ways (origin, destination) lead to what is asked. */
export function fitWays(input: FitInput): readonly Fitted[] {
  const fitted = fit(input)
  const tie = 'fit' in fitted ? fitted.fit.ties[0] : undefined
  if (!tie || (input.ways?.size ?? 0) > 1) return [fitted]
  return tie.paths
    .flatMap((path) => fitWays({ ...input, ways: new Map([...(input.ways ?? []), [tie.model, path]]) }))
    .slice(0, MOST_WAYS)
}
