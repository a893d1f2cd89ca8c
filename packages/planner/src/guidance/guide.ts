import { type Definition, definitionOf } from './definitions.ts'
import { type Hint, hintOf, type Matching } from './hints.ts'
import { type Piece, type Rewritten, rewritten } from './rewritten.ts'
import { type Stretch, sentencesOf } from './sentences.ts'

/** A question without what only says how to answer it, and with the names it defines spelled out. */
export interface Guided extends Rewritten {
  readonly matching: Matching | null
  readonly distinct: boolean
  /** What was taken out or put in, in words; empty where the question is asked as it stands. */
  readonly notes: readonly string[]
}

/**
 * Takes apart what is asked, what is defined ("AOV = revenue / orders") and what only says how a query should be
 * written ("filter names using ILIKE"). A sentence that could narrow the answer stays part of the question.
 */
export function guide(text: string): Guided {
  const sentences = sentencesOf(text)
  const hints: Hint[] = []
  const definitions: Definition[] = []
  const notes: string[] = []
  const asked: Stretch[] = []
  for (const sentence of sentences) {
    const said = text.slice(sentence.start, sentence.end)
    const definition = definitionOf(text, sentence)
    const hint = definition ? null : hintOf(said)
    if (definition) definitions.push(definition)
    else if (hint) {
      hints.push(hint)
      notes.push(`How the query is written is left to the engine: "${said}"`)
    } else asked.push(sentence)
  }
  const matching = hints.map((one) => one.matching).find((one) => one !== null) ?? null
  const distinct = hints.some((one) => one.distinct)
  if (definitions.length + hints.length === 0 || asked.length === 0)
    return { text, origin: (span) => span, matching: null, distinct: false, notes: [] }
  const grain = hints.map((one) => one.grain).find((one) => one !== null)
  const pieces = asked.flatMap((sentence, at): Piece[] => [
    ...(at === 0 ? [] : [' ']),
    ...spelled(text, sentence, definitions),
    ...(at === 0 && grain && !saysGrain(text, asked, grain) ? [` by ${grain}`] : []),
  ])
  const used = definitions.filter((one) => asked.some((sentence) => mentions(text, sentence, one).length > 0))
  return {
    ...rewritten(text, pieces),
    matching,
    distinct,
    notes: [...notes, ...used.map((one) => `"${one.names[0]}" is what the question says it is`)],
  }
}

/** A name spelled out in brackets ("PMDAU (Per Month …)") asks for nothing. */
const saysGrain = (text: string, asked: readonly Stretch[], grain: string): boolean =>
  asked.some(({ start, end }) =>
    new RegExp(`\\b(?:by|per|each|every) ${grain}|\\bof the \\w+ \\w+ ${grain}s|${grain}ly\\b`, 'i').test(
      text.slice(start, end).replace(/\([^()]*\)/g, ''),
    ),
  )

interface Mention extends Stretch {
  readonly definition: Definition
}

function mentions(text: string, sentence: Stretch, definition: Definition): Mention[] {
  const said = text.slice(sentence.start, sentence.end)
  return definition.names
    .flatMap((name) => {
      const flags = /^[A-Z0-9]+$/.test(name) ? 'gu' : 'giu'
      const pattern = new RegExp(`(?<![\\p{L}\\d_])${escaped(name)}(?![\\p{L}\\d_])`, flags)
      return [...said.matchAll(pattern)].map(({ index }) => ({
        definition,
        start: sentence.start + index,
        end: sentence.start + index + name.length,
      }))
    })
    .toSorted((a, b) => a.start - b.start)
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&')

/** A sentence with the bodies of definitions in place of their names. */
function spelled(text: string, sentence: Stretch, definitions: readonly Definition[]): Piece[] {
  const found = definitions
    .flatMap((one) => mentions(text, sentence, one))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const pieces: Piece[] = []
  let at = sentence.start
  for (const { start, end, definition } of found) {
    if (start < at) continue
    pieces.push({ start: at, end: start }, ...bodyOf(text, definition, { start, end }))
    at = behindGloss(text, end, definition)
  }
  return [...pieces, { start: at, end: sentence.end }]
}

/** "the AOV (average order value)": the long name in brackets is the same thing once more. */
function behindGloss(text: string, end: number, { names }: Definition): number {
  const gloss = /^\s*\(([^()]+)\)/.exec(text.slice(end))
  return gloss?.[1] && names.some((name) => name.toLowerCase() === gloss[1]?.trim().toLowerCase())
    ? end + gloss[0].length
    : end
}

function bodyOf(text: string, { body, divided }: Definition, mention: Stretch): Piece[] {
  if (divided) return [divided[0], ' / ', divided[1], ENDS]
  const said = text.slice(body.start, body.end)
  const bare = said.replace(/\s*\((?:for|in|over|during|within) (?:the|a|each) given [^()]*\)/i, '')
  const period =
    /\s+(?:in|for|over|during|of)? ?(?:the )?(?:past|last|previous|given) [\w ]+$/i.exec(bare)?.[0] ?? ''
  const saidAgain =
    period !== '' && text.slice(mention.end, body.start).toLowerCase().includes(period.trim().toLowerCase())
  const length = bare.length - (saidAgain ? period.length : 0)
  const article = /(?:average|total|number of) $/i.exec(text.slice(0, mention.start))?.[0] ?? ''
  const repeats = article !== '' && said.toLowerCase().startsWith(article.trim().toLowerCase())
  const whole = { start: body.start + (repeats ? article.length : 0), end: body.start + length }
  return said.includes('/') ? [whole, ENDS] : [whole]
}

/** What stands behind the name of a quotient is said of the whole. */
const ENDS = ' ,'
