import type { Random } from '../random.ts'

/** Words a thread may use, by slot. A slot keeps its word for a whole thread. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>

/**
 * Speaks templates: `[a|b]` is a choice, nested at will, `{metric}` a slot, `{metric2}` another word of the same slot.
 * Within a thread a slot keeps its word and a template is not said twice.
 */
export interface Speech {
  readonly random: Random
  say(template: string): string
  /** One of the templates, spoken; one that was not said yet where there is one. */
  pick(templates: readonly string[]): string
}

const NUMBERS: Readonly<Record<string, (random: Random) => string>> = {
  pct: (random) => `${random.whole(1, 18)}${random.chance(0.5) ? `.${random.whole(1, 9)}` : ''}%`,
  count: (random) => random.whole(40, 9800).toLocaleString('en-US'),
  hours: (random) => String(random.whole(3, 19)),
  week: (random) => String(random.whole(1, 52)),
}

export function speechOf(vocabulary: Vocabulary, random: Random): Speech {
  const words = new Map<string, string>()
  const said = new Set<string>()
  const wordOf = (slot: string): string => {
    const known = words.get(slot)
    if (known !== undefined) return known
    const word = drawWord(slot, words, { vocabulary, random })
    words.set(slot, word)
    return word
  }
  const say = (template: string): string => {
    let text = template
    for (let before = ''; before !== text; ) {
      before = text
      text = text
        .replace(/\[([^[\]]*)\]/g, (_, choices: string) => random.one(choices.split('|')))
        .replace(/\{(\w+)\}/g, (_, slot: string) => wordOf(slot))
    }
    return text
      .replace(/ {2,}/g, ' ')
      .replace(/ ([,.?!])/g, '$1')
      .replace(/\b([Aa]) (?=[aeio])/g, '$1n ')
      .trim()
  }
  return {
    random,
    say,
    pick: (templates) => {
      const fresh = templates.filter((template) => !said.has(template))
      const template = random.one(fresh.length > 0 ? fresh : templates)
      said.add(template)
      return say(template)
    },
  }
}

function drawWord(
  slot: string,
  words: ReadonlyMap<string, string>,
  { vocabulary, random }: { vocabulary: Vocabulary; random: Random },
): string {
  const number = NUMBERS[slot]
  if (number) return number(random)
  const kind = slot.replace(/\d+$/, '')
  const list = vocabulary[kind] ?? NUMBERS[kind]?.(random).split('\n')
  if (!list) throw new Error(`no words for the slot ${slot}`)
  const taken = new Set(
    [...words].filter(([name]) => name.replace(/\d+$/, '') === kind).map(([, word]) => word),
  )
  const free = list.filter((word) => !taken.has(word))
  return random.one(free.length > 0 ? free : list)
}
