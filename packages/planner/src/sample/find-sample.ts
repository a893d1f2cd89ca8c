import type { Sample } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { nounsOf } from '../index/nouns.ts'
import { keyOf, wordsOf } from '../text/words-of.ts'

/** A sample that a question asks for, and the question without it: blanks in its place, so that spans still hold. */
export interface SampleAsked {
  readonly sample: Sample
  readonly text: string
  readonly span: readonly [number, number]
  /** Whether the share was said. */
  readonly stated: boolean
  readonly rest: string
}

/** Read where no share is said. */
const USUAL_SHARE = 0.1

const LEAD = String.raw`(?:\b(?:based on|out of|estimated from|from|on|using|with|over|in|for|by)\s+)?`
const ARTICLE = String.raw`(?:(?:an?|the|only|just|about|roughly)\s+)*`
const KIND = String.raw`(?:(?:random|small|quick|rough|representative)\s+)*`
const SHARE = String.raw`(?<share>\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per\s+cent\b|pct\b)`
const OF = String.raw`(?:\s+(?:of|from)\s+(?:all\s+)?(?:the\s+)?(?<of>[\p{L}]+))?`

const withShare: readonly RegExp[] = [
  `${LEAD}${ARTICLE}${KIND}${SHARE}[\\s-]+${KIND}sample\\b${OF}`,
  `${LEAD}${ARTICLE}${KIND}sample\\s+(?:of|at)\\s+${ARTICLE}${SHARE}${OF}`,
  `\\bsampl(?:e|ed|ing)\\s+(?:at\\s+)?${ARTICLE}${SHARE}${OF}`,
].map((form) => new RegExp(form, 'iu'))

/** Without a share only in words that mean nothing else. */
const withoutShare = new RegExp(
  String.raw`\b(?:based on|from|on|using|with|over)\s+an?\s+${KIND}sample\b(?:\s+of\s+(?:all\s+)?(?:the\s+)?(?<of>rows|data|records|table)\b)?`,
  'iu',
)

/** Words around it that ask for no more than an estimate. */
const ROUGHLY = /\b(?:roughly|approximately|approx\.?|an? (?:quick |rough )?estimate of|estimate(?:d)?)\s/giu

const ALL_ROWS = new Set('rows data records table it them everything'.split(' '))

/** The sample a question asks for; null where it asks for none. Where data has samples of its own, only one with a share. */
export function findSample(question: string, index: CatalogIndex): SampleAsked | null {
  const hasOwn = index.phrases.words.has('sample') || index.values.words.has('sample')
  const forms = hasOwn ? withShare : [...withShare, withoutShare]
  const found = forms.map((form) => form.exec(question)).find((match) => match !== null)
  if (!found) return null
  const said = found.groups?.['share']
  const share = said === undefined ? USUAL_SHARE : Number(said.replace(',', '.')) / 100
  if (!(share > 0 && share <= 1)) return null
  const of = found.groups?.['of']
  const by = of === undefined ? null : entityCalled(of, index)
  const isWhole = of === undefined || by !== null || ALL_ROWS.has(of.toLowerCase())
  const text = isWhole ? found[0] : found[0].slice(0, sampleEnd(found[0]))
  const span = [found.index, found.index + text.length] as const
  return {
    sample: { share, ...(by === null ? {} : { by }) },
    text: text.trim(),
    span,
    stated: said !== undefined,
    rest: blanked(question, span).replaceAll(ROUGHLY, blanks),
  }
}

/** `from a 10 % sample` of `from a 10 % sample of revenue`. */
const sampleEnd = (text: string): number =>
  Math.max(/\s(?:of|from)\s+(?:all\s+)?(?:the\s+)?[\p{L}]+$/iu.exec(text)?.index ?? text.length, 0)

const blanks = (text: string): string => ' '.repeat(text.length)

const blanked = (text: string, [start, end]: readonly [number, number]): string =>
  text.slice(0, start) + blanks(text.slice(start, end)) + text.slice(end)

/** The entity whose rows a noun names: `customers`. */
function entityCalled(noun: string, { catalog }: CatalogIndex): string | null {
  const key = keyOf(wordsOf(noun))
  const model = catalog.model.semanticModels.find((one) => nounsOf(one).some((words) => keyOf(words) === key))
  const entity =
    model?.primaryEntity ??
    catalog.model.semanticModels
      .flatMap(({ entities }) => entities)
      .find(({ name }) => keyOf(wordsOf(name)) === key)?.name
  return entity ?? null
}
