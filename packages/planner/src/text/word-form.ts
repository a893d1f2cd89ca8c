import { stem } from './inflect.ts'
import { own } from './own.ts'

const irregular: Readonly<Record<string, string>> = {
  lost: 'lose',
  won: 'win',
  wrote: 'write',
  written: 'write',
  taught: 'teach',
  sold: 'sell',
  bought: 'buy',
  led: 'lead',
  held: 'hold',
  made: 'make',
  built: 'build',
  sent: 'send',
  born: 'birth',
  died: 'death',
  paid: 'pay',
  left: 'leave',
  began: 'begin',
  begun: 'begin',
}

/** What the verb and noun forms of a word have in common (`injured`, `injuries`), as a key no word is; null where it is too short to tell. */
export function wordForm(word: string): string | null {
  const form = verbStem(word)
  return form.length < 4 ? null : `~${form}`
}

/** A rough root of a verb, irregular ones included. */
export const verbStem = (word: string): string => stem(own(irregular, word) ?? word).replace(/[yie]$/, '')
