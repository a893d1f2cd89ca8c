import { readAmount } from '../forecast/read-amount.ts'
import type { WhatIfChange } from './what-if.ts'

/** A question about a change that did not happen, taken apart. */
export interface WhatIfQuestion {
  /** What is changed, where and when, in the asker's words: "conversion in Germany last month". */
  readonly about: string
  /** What the asker wants to see of it, in their words; null: whatever follows. */
  readonly asked: string | null
  readonly change: WhatIfChange
  /** The change as a clause ends: "were 10 % higher". */
  readonly said: string
}

const OPENING =
  /^(?:and |so )?(?:what (?:would |will )?(?:happens? |be )?if|how about if|suppose(?: that)?|assum(?:e|ing)(?: that)?|imagine(?: that)?)\s+(?:the |our |we had |there were |we get |we got )?/i
/** "what would revenue be if conversion rose by 10 %" */
const ASKED_FIRST =
  /^(?:what|how (?:much|many)) (?:would|will|could) (?:the |our )?(.+?) (?:be|become|do|change|happen to) if (?:the |our |we had |there were )?(.+)$/i
const ASKED_AFTER =
  /[,;?]\s*(?:then )?(?:what|how (?:much|many))\s+(?:would|will|happens to|is|does)?\s*(?:be |happen to )?(?:the |our )?(.+?)(?: be| become| change| do)?$/i

const UNIT = '(?:\\s?(%|percent(?:age points?)?|points?|pp|pts?))?'
const AMOUNT = `[$€£]?\\s?\\d[\\d,]*(?:\\.\\d+)?(?:\\s?(?:k|m|bn|million|thousand|billion)\\b)?${UNIT}`
const UP =
  'rose|rises?|were up|went up|goes up|go up|grew|grows?|increas(?:ed|es|e)|improv(?:ed|es|e)|jump(?:ed|s)?|climb(?:ed|s)?|gain(?:ed|s)?|(?:was|were|is|are) (?:raised|increased)|up'
const DOWN =
  'fell|falls?|were down|went down|goes down|go down|dropp?(?:ed|s)?|decreas(?:ed|es|e)|declin(?:ed|es|e)|shrank|shrinks?|lost|loses?|(?:was|were|is|are) (?:cut|reduced|lowered)|down'

type Reader = (match: RegExpExecArray) => { readonly change: WhatIfChange; readonly said: string } | null

const CHANGES: readonly (readonly [RegExp, Reader])[] = [
  [
    new RegExp(
      `\\b(?:(?:was|were|is|are|went|rose|fell|grew|dropped|increased|decreased|reached|had been|stood at)\\s+)?(?:up |down )?to\\s+(${AMOUNT})`,
      'i',
    ),
    ([, amount = '']) => set(amount),
  ],
  [
    new RegExp(`(?:^|\\s)([+\\-−])\\s?(${AMOUNT})(?![\\w.])`, 'i'),
    ([, sign = '+', amount = '', unit]) => moved(sign === '+' ? 1 : -1, amount, unit),
  ],
  [
    new RegExp(`\\b(?:${UP})(?:\\s+by)?\\s+(${AMOUNT})`, 'i'),
    ([, amount = '', unit]) => moved(1, amount, unit),
  ],
  [
    new RegExp(`\\b(?:${DOWN})(?:\\s+by)?\\s+(${AMOUNT})`, 'i'),
    ([, amount = '', unit]) => moved(-1, amount, unit),
  ],
  [
    new RegExp(
      `\\b(?:was |were |is |are |had |be )?(${AMOUNT})\\s+(?:higher|more|better|larger|greater|bigger|up)\\b(?:\\s+of)?`,
      'i',
    ),
    ([, amount = '', unit]) => moved(1, amount, unit),
  ],
  [
    new RegExp(
      `\\b(?:was |were |is |are |had |be )?(${AMOUNT})\\s+(?:lower|less|fewer|worse|smaller|down)\\b(?:\\s+of)?`,
      'i',
    ),
    ([, amount = '', unit]) => moved(-1, amount, unit),
  ],
  [
    /\b(?:was |were |is |are )?doubl(?:ed|es|e)\b/i,
    () => ({ change: { kind: 'percent', by: 1 }, said: 'doubled' }),
  ],
  [
    /\b(?:was |were |is |are )?tripl(?:ed|es|e)\b/i,
    () => ({ change: { kind: 'percent', by: 2 }, said: 'tripled' }),
  ],
  [
    /\b(?:was |were |is |are )?halv(?:ed|es|e)\b/i,
    () => ({ change: { kind: 'percent', by: -0.5 }, said: 'halved' }),
  ],
]

/** Null where no change is thought of. With `bare`, "conversion +10%" counts too. */
export function whatIfQuestion(
  question: string,
  { bare = false }: { readonly bare?: boolean } = {},
): WhatIfQuestion | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  const first = ASKED_FIRST.exec(text)
  if (first) return read(first[2] ?? '', first[1] ?? null)
  if (!bare && !OPENING.test(text)) return null
  const rest = text.replace(OPENING, '')
  const after = ASKED_AFTER.exec(rest)
  return read(after ? rest.slice(0, after.index) : rest, after?.[1] ?? null)
}

function read(text: string, asked: string | null): WhatIfQuestion | null {
  for (const [pattern, reader] of CHANGES) {
    const match = pattern.exec(text)
    const found = match && reader(match)
    if (!match || !found) continue
    const about = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return { about: tidy(about), asked: asked === null ? null : tidy(asked), ...found }
  }
  return null
}

const tidy = (text: string): string =>
  text
    .replace(/\b(?:would|have|had)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^\s*(?:the|our|of)\s+/i, '')
    .replace(/\s+(?:by|to|of|were|was|is|are)\s*$/i, '')
    .trim()

const isPoints = (unit: string | undefined): boolean =>
  unit !== undefined && /^(?:percentage|p(?:oin)?t|pp)/i.test(unit)

/** `10 %` is of its own size, `2 points` of a rate, anything else in its unit. */
function moved(sign: 1 | -1, amount: string, unit: string | undefined): ReturnType<Reader> {
  const figure = readAmount(amount.replace(/(?:percentage points?|points?|pp|pts?)\s*$/i, ''))
  if (!figure) return null
  const plain = amount.replace(/\s+/g, ' ').trim()
  const way = sign > 0 ? 'higher' : 'lower'
  if (isPoints(unit))
    return {
      change: { kind: 'points', by: (sign * digits(plain)) / 100 },
      said: `were ${digits(plain)} points ${way}`,
    }
  if (unit !== undefined)
    return {
      change: { kind: 'percent', by: sign * (digits(plain) / 100) },
      said: `were ${digits(plain)} % ${way}`,
    }
  return { change: { kind: 'add', by: sign * figure.value }, said: `were ${plain} ${way}` }
}

function set(amount: string): ReturnType<Reader> {
  const figure = readAmount(amount)
  return figure && { change: { kind: 'to', value: figure.value }, said: `were at ${amount.trim()}` }
}

const digits = (amount: string): number =>
  Number(/\d[\d,]*(?:\.\d+)?/.exec(amount)?.[0].replaceAll(',', '') ?? 0)
