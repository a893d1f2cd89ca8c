import type { Sample } from '@numize/semantic'
import { spelledOut, wordsOf } from '../text/words-of.ts'

/** `an estimate from 10 % of the rows`, `… from each row of 1 % of customer values`. */
export function saySample({ share, by }: Sample): string {
  const percent = `${Number((share * 100).toPrecision(6))} %`
  if (by === undefined) return `an estimate from ${percent} of the rows`
  const entity = spelledOut(wordsOf(by.split('__').at(-1) ?? by)).join(' ')
  return `an estimate from ${percent} of the rows, each ${entity} whole`
}
