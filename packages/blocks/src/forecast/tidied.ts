import type { ResultColumn } from '@numize/semantic'

const DIGITS = 10

/** Things that are counted come whole; of other figures the digits beyond these are noise of double arithmetic. */
export const tidied = (value: number, { type }: ResultColumn): number =>
  type === 'integer' ? Math.round(value) : Number(value.toPrecision(DIGITS))
