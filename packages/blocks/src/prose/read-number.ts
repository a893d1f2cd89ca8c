/** A number as it is written: what it says and how exactly. */
export interface NumberToken {
  readonly end: number
  readonly value: number
  /** What one unit of the last written digit is worth: a correct rounding is within half of it. */
  readonly step: number
  readonly unit: 'percent' | 'money' | 'duration' | 'points' | 'none'
  /** Seconds in the written unit of a duration. */
  readonly seconds: number
  readonly signed: boolean
}

const NUMBER =
  /(?<sign>[-−+]?)(?<currency>(?:[A-Z]{0,3}[$€£¥₹₩₽]|[A-Z]{3}[ \u00a0])?)(?<inner>[-−]?)(?<digits>\d(?:[\d,]*\d)?(?:\.\d+)?|\.\d+)(?:[ \u00a0]?(?<scale>K|M|B|T|k|m|bn|thousand|million|billion|trillion)(?![\p{L}\d]))?(?:[ \u00a0]?(?<unit>%|percent\b|percentage points?\b|points?\b|pp\b|seconds?\b|s\b|min\b|minutes?\b|h\b|hours?\b|days?\b))?(?:[ \u00a0](?<code>[A-Z]{3})(?![\p{L}\d]))?(?![\p{L}\d])/uy

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  trillion: 1e12,
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

const WORDS = [
  'zero',
  '',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const SPELLED = /\p{L}+/uy

/** The number that starts here, in digits or spelled (two to twelve); null where none does. */
export function readNumber(prose: string, start: number): NumberToken | null {
  NUMBER.lastIndex = start
  const found = NUMBER.exec(prose)
  if (found === null) return spelled(prose, start)
  const part = (name: string): string => found.groups?.[name] ?? ''
  const digits = part('digits').replaceAll(',', '')
  const scale = SCALES[part('scale').toLowerCase()] ?? 1
  const signs = part('sign') + part('inner')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  const money = part('currency') !== '' || part('code') !== ''
  return {
    end: start + found[0].length,
    value: Number(digits) * scale * (/[-−]/.test(signs) ? -1 : 1),
    step: scale * 10 ** -decimals,
    unit: money ? 'money' : unitOf(part('unit')),
    seconds: SECONDS[part('unit').charAt(0)] ?? 1,
    signed: signs !== '',
  }
}

function unitOf(unit: string): NumberToken['unit'] {
  if (unit === '') return 'none'
  if (unit === '%' || unit === 'percent') return 'percent'
  return unit.startsWith('p') ? 'points' : 'duration'
}

function spelled(prose: string, start: number): NumberToken | null {
  SPELLED.lastIndex = start
  const word = SPELLED.exec(prose)?.[0] ?? ''
  const value = word === '' ? -1 : WORDS.indexOf(word.toLowerCase())
  return value < 0
    ? null
    : { end: start + word.length, value, step: 1, unit: 'none', seconds: 1, signed: false }
}
