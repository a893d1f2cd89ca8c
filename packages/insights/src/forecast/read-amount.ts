const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
}
const AMOUNT =
  /(?<![\w.])(?:[$€£¥]|usd|eur|gbp)?\s?(\d[\d,]*(?:\.\d+)?)\s?(k|thousand|mm|mn|m|million|bn|b|billion|%|percent)?(?:\s?(?:dollars|euros?|pounds|usd|eur|gbp))?(?![\w.])/i

/** A figure in words of people ("$1.2 M", "2,500", "40 %" = 0.4) and the text without it; null of a text without one. */
export function readAmount(text: string): { readonly value: number; readonly rest: string } | null {
  const match = AMOUNT.exec(text)
  const [said, digits = '', scale = ''] = match ?? []
  if (!match || said === undefined) return null
  const figure = Number(digits.replaceAll(',', ''))
  const value = /^(?:%|percent)$/i.test(scale) ? figure / 100 : figure * (SCALES[scale.toLowerCase()] ?? 1)
  return {
    value,
    rest: `${text.slice(0, match.index)} ${text.slice(match.index + said.length)}`
      .replace(/\s+/g, ' ')
      .trim(),
  }
}
