import { hashText } from '@numize/base'

/**
 * Randomness in SQL: a hash of the row number, one stream per purpose, sliced into bits. It depends on the seed and
 * the row alone, so any number of threads gives the same rows.
 */
export const streamHash = (seed: number, stream: string, row: string): string =>
  `hash(CAST(${row} AS BIGINT) + ${Number.parseInt(hashText(`${seed}:${stream}`).slice(0, 12), 16)})`

/** `count` bits of a hash from bit `from` up, as BIGINT. */
export const bits = (hash: string, from: number, count: number): string =>
  `CAST((${hash} >> ${from}) & ${2 ** count - 1} AS BIGINT)`

/** The same bits as a number in [0, 1). */
export const uniform = (hash: string, from: number, count: number): string =>
  `(${bits(hash, from, count)} / ${(2 ** count).toFixed(1)})`

/** A whole number in [0, size), from 32 bits; `size` is SQL below 2³¹. */
export const below = (hash: string, from: number, size: string): string =>
  `((${bits(hash, from, 32)} * (${size})) >> 32)`

/** True for this share of rows, by 14 bits (steps of 0.006 %). */
export const happens = (hash: string, from: number, share: number): string =>
  `(${bits(hash, from, 14)} < ${Math.round(share * 16_384)})`

/** One of the values by weight: `[['approved', 94], ['declined', 6]]`, from 10 bits. */
export function pick(hash: string, from: number, choices: readonly (readonly [string, number])[]): string {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let reached = 0
  const arms = choices.slice(0, -1).map(([value, weight]) => {
    reached += weight
    return `WHEN ${bits(hash, from, 10)} < ${Math.round((1024 * reached) / total)} THEN ${quote(value)}`
  })
  return `CASE ${arms.join(' ')} ELSE ${quote(choices.at(-1)?.[0] ?? '')} END`
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
