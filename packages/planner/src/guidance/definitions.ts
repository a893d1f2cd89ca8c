import type { Stretch } from './sentences.ts'

/** What the asker says a name stands for: "AOV = revenue / number of orders". */
export interface Definition {
  /** How the question may call it: its short name, and its long one where both are given. */
  readonly names: readonly string[]
  /** Where the text says what it is. */
  readonly body: Stretch
  /** Two parts of the body of which the first is to be divided by the second, said in words. */
  readonly divided?: readonly [Stretch, Stretch]
}

const verbs =
  '(?:=|:|means|stands for|refers to|is defined as|are defined as|is calculated as|is computed as|can be calculated as|is given by|is equal to|equals|is|are)'
const defining = [
  new RegExp(`^(?:the )?(?<short>[A-Z][A-Z0-9]{1,9})\\s*\\((?<long>[^()]{3,80})\\)\\s*${verbs}\\s*`, 'u'),
  new RegExp(`^(?:the )?(?<long>[\\w -]{3,60}?)\\s*\\((?<short>[A-Z][A-Z0-9]{1,9})\\)\\s*${verbs}\\s*`, 'iu'),
  new RegExp(`^(?:the )?(?<short>[A-Z][A-Z0-9]{1,9})\\s*${verbs}\\s*`, 'u'),
  /^(?:the )?(?<long>[\w-]+(?: [\w-]+){0,4})\s*(?:=(?!=)|is defined as|are defined as|is calculated as|is computed as)\s*/iu,
]

const divided = /^(?:by )?dividing (.+?) by (.+)$/i

/** The definition a sentence gives; null where it gives none. */
export function definitionOf(text: string, sentence: Stretch): Definition | null {
  const said = text.slice(sentence.start, sentence.end).replace(/[.;]$/, '')
  for (const pattern of defining) {
    const match = pattern.exec(said)
    if (!match) continue
    const { short, long } = match.groups ?? {}
    const names = [short, long].filter((name) => name !== undefined).map((name) => name.trim())
    const start = sentence.start + match[0].length
    const body = { start, end: sentence.start + said.length }
    if (body.end - body.start < 3) return null
    return { names, body, ...quotientOf(text, body) }
  }
  return null
}

function quotientOf(text: string, body: Stretch): Pick<Definition, 'divided'> {
  const match = divided.exec(text.slice(body.start, body.end))
  const [, first = '', second = ''] = match ?? []
  if (!match) return {}
  const at = text.indexOf(first, body.start)
  const end = body.end
  return {
    divided: [
      { start: at, end: at + first.length },
      { start: end - second.length, end },
    ],
  }
}
