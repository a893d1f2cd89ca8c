import { own } from './own.ts'

const small: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  million: 1_000_000,
  m: 1_000_000,
  mn: 1_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
  b: 1_000_000_000,
}

export interface ReadNumber {
  readonly value: number
  /** How many words it took. */
  readonly words: number
  /** It was written as a percentage: `value` stays as written (12 for 12%). */
  readonly percent: boolean
}

const digits = /^[$€£¥]?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(k|m|mn|bn|b)?(%)?$/i

/** The number `words` begin with (`1,200`, `$5k`, `12%`, `3 million`, `twenty five`, `a hundred`), or null. */
export function readNumber(words: readonly string[]): ReadNumber | null {
  return readDigits(words) ?? readSpelled(words)
}

function readDigits(words: readonly string[]): ReadNumber | null {
  const found = digits.exec(words[0] ?? '')
  if (!found) return null
  const base = Number((found[1] ?? '').replaceAll(',', '')) * (scales[(found[2] ?? '').toLowerCase()] ?? 1)
  const next = (words[1] ?? '').toLowerCase()
  if (/^(hundred|thousand|million|billion|bn|mn)$/.test(next))
    return { value: base * (scales[next] ?? 1), words: 2, percent: false }
  if (/^(percent|pct|%)$/.test(next)) return { value: base, words: 2, percent: true }
  return { value: base, words: 1, percent: found[3] !== undefined }
}

function readSpelled(words: readonly string[]): ReadNumber | null {
  let total = 0
  let part = 0
  let used = 0
  for (const raw of words) {
    const word = raw.toLowerCase()
    if (Object.hasOwn(small, word)) part += small[word] ?? 0
    else if (word in scales && word.length > 2 && (used > 0 || word !== 'm')) {
      if (word === 'hundred') part = Math.max(1, part) * 100
      else {
        total += Math.max(1, part) * (own(scales, word) ?? 1)
        part = 0
      }
    } else if (/^[a-z]+-[a-z]+$/.test(word) && word.split('-').every((piece) => piece in small))
      part += word.split('-').reduce((sum, piece) => sum + (own(small, piece) ?? 0), 0)
    else break
    used++
  }
  return used === 0 ? null : { value: total + part, words: used, percent: false }
}
