import type { Target } from '../graph/reachable.ts'

/** What is read of each fact while a sample is asked. */
export interface Sampling {
  readonly share: number
  /** By the fact's name. */
  readonly keys: ReadonlyMap<string, SampleKey>
}

/** What rows of a fact are chosen by. `whole`: every group shown is one owner's, complete, so that nothing is scaled up. */
interface SampleKey {
  readonly target: Target
  readonly whole: boolean
}
