const PERCENT = /(\d+(?:\.\d+)?)\s?(?:%|percent\b)(?!age points)/i

/** The first percentage a question states; null where it states none. */
export function percentIn(question: string): number | null {
  const [, number] = PERCENT.exec(question) ?? []
  return number === undefined ? null : Number(number)
}

/** The question with another percentage in its place. */
export const withPercent = (question: string, percent: number): string =>
  question.replace(PERCENT, `${percent} %`)
