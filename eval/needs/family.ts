import { resolve } from 'node:path'
import { seededRandom } from '@numize/base'
import { parseTexts, type Text } from './parse-texts.ts'
import { drawSlots, fill } from './slots.ts'
import type { Archetype, Source } from './types.ts'

/** A thread, an e-mail or a question with what a careful reader would say of it. */
export interface Item {
  readonly id: string
  /** Where its text was written by hand. */
  readonly place: string
  readonly source: Source
  readonly relevance: 'positive' | 'hard_negative' | 'negative'
  /** Null where nothing is needed. */
  readonly theme: string | null
  /** Messages; subject and body; question and SQL. */
  readonly lines: readonly string[]
}

const FILLINGS = { slack: 3, email: 4, nlq: 3 } as const
const LEAST_MESSAGES = 4
const MOST_MESSAGES = 8

/** Said in any thread, about nothing: what makes four to eight messages of a short exchange. */
const CHATTER = [
  'looking',
  '+1',
  'same here',
  'thanks for raising',
  'can we take this to a call?',
  'back at my desk in 20',
  'adding {user}',
  'sorry, was in interviews all morning. reading up',
  'ok',
  'hmm',
  'I am out from {weekday}, {user2} covers for me',
  'good catch',
  'unrelated: who booked {room} for the whole afternoon?',
  "let's keep it in this thread please",
  '(deleted my earlier message, wrong channel)',
  'will read properly after lunch',
  'bumping this',
  'what {user} said',
] as const

/** The family for one company: each text filled several times with its own words. Same seed, same items. */
export function writeFamily(archetype: Archetype, seed: number): readonly Item[] {
  const texts = parseTexts(resolve(import.meta.dirname, 'texts'))
  return texts
    .filter((text) => text.archetype === null || text.archetype === archetype)
    .flatMap((text) =>
      Array.from({ length: FILLINGS[text.source] }, (_, turn) =>
        fillText(text, archetype, `${seed} ${archetype} ${text.place} ${turn}`),
      ),
    )
    .map((item, at) => ({ ...item, id: `${item.source[0]}${String(at).padStart(5, '0')}` }))
}

function fillText(
  { place, kind, source, lines }: Text,
  archetype: Archetype,
  seed: string,
): Omit<Item, 'id'> {
  const random = seededRandom(seed)
  const slots = drawSlots(archetype, random)
  const said = source === 'slack' ? withChatter(lines, random) : lines
  const isQuiet = kind === 'hard_negative' || kind === 'negative'
  const written = said.map((line) => fill(line, slots, random))
  return {
    place,
    source,
    relevance: isQuiet ? kind : 'positive',
    theme: isQuiet ? null : kind,
    lines: source === 'slack' && random() < 0.2 ? written.map((line) => line.toLowerCase()) : written,
  }
}

function withChatter(lines: readonly string[], random: () => number): readonly string[] {
  const goal = LEAST_MESSAGES + Math.floor(random() * (MOST_MESSAGES - LEAST_MESSAGES - 1))
  const left: string[] = [...CHATTER]
  const thread = [...lines]
  while (thread.length < goal) {
    const [line] = left.splice(Math.floor(random() * left.length), 1)
    thread.splice(1 + Math.floor(random() * thread.length), 0, line!)
  }
  return thread
}
