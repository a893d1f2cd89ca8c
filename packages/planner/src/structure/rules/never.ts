import type { SemanticModel } from '@numize/semantic'
import type { Chosen } from '../../cover/item.ts'
import { nounsOf } from '../../index/nouns.ts'
import { rowsLabel } from '../../readings/labels.ts'
import { formStem, stem } from '../../text/inflect.ts'
import type { Reader } from '../reader.ts'

/** Verbs that name no rows of their own: whoever "never bought anything" has none of the rows that tell what happened. */
const general = new Set('order buy purchase book do get have make use place receive take'.split(' '))
const past: Readonly<Record<string, string>> = {
  bought: 'buy',
  did: 'do',
  got: 'get',
  had: 'have',
  made: 'make',
}

/**
 * "customers who never shipped", "members who never rented anything": with nothing else named, the verb names the rows
 * there are none of; what a doer does ("painters who never painted"), or any deed, is the one kind of dated rows of theirs.
 */
export function nameEvent(reader: Reader, head: string | null): void {
  const rest = reader.items.slice(reader.at + 1)
  const clause = reader.frame.clauses[reader.clause]
  if (clause && isDeedOf(reader, head, rest[0]))
    reader.frame.clauses[reader.clause] = { ...clause, head, deed: true }
  if (rest.some((item) => ['thing', 'quoted', 'number'].includes(item.kind))) return
  const verb = rest.find(isVerb)
  if (!verb) return
  const own = modelsNamed(reader, verb.text.toLowerCase()).filter((model) => isTheirs(reader, model, head))
  const meant = own.length === 0 && head !== null ? doneBy(reader, head, [verb, ...rest]) : own
  const [only] = meant
  if (!only || meant.length > 1) return
  const { text, span } = verb
  reader.frame.entities.push({ text, span, model: only.name, clause: reader.clause })
  if (own.length === 0)
    reader.frame.notes.push({
      kind: 'filter',
      reading: `"${text}" is read as: has ${rowsLabel(reader.index, only.name).toLowerCase()}`,
    })
}

/** "ordered" also puts rows in order. */
const isVerb = (item: Chosen): boolean =>
  item.kind === 'link' || (item.kind === 'operator' && /^(ordered|had|made)$/i.test(item.text))

const modelsNamed = ({ index }: Reader, verb: string): readonly SemanticModel[] =>
  [...index.schema.models.values()].filter((model) =>
    nounsOf(model).some((noun) => noun.length === 1 && isOfVerb(noun[0] ?? '', verb)),
  )

/** Verb and noun of one thing end alike only when both are cut twice (`ordered`, `order`), or are forms of one word. */
const isOfVerb = (noun: string, verb: string): boolean =>
  root(noun) === root(verb) || (formStem(noun) === formStem(verb) && noun !== verb)

const root = (word: string): string => stem(stem(word))

const isTheirs = ({ index }: Reader, model: SemanticModel, head: string | null): boolean =>
  head === null || (model.name !== head && index.graph.distance(model.name, head) !== null)

/** The only dated rows that refer to the head, where the verb is general or the head's own. */
function doneBy(reader: Reader, head: string, said: readonly Chosen[]): readonly SemanticModel[] {
  const [verb, ...rest] = said
  const word = verb?.text.toLowerCase() ?? ''
  const any =
    general.has(past[word] ?? stem(word)) && rest.some(({ text }) => /^(anything|any|ever)$/i.test(text))
  if (!any && !isDeedOf(reader, head, verb)) return []
  const { index } = reader
  return [...index.schema.models.values()].filter(
    ({ name }) => name !== head && index.schema.time(name) !== null && index.graph.distance(name, head) === 1,
  )
}

/** What a doer does: painters paint. */
export function isDeedOf({ index }: Reader, head: string | null, said: Chosen | undefined): boolean {
  const model = index.schema.models.get(head ?? '')
  const verb = stem(said?.text.toLowerCase() ?? '')
  return model !== undefined && nounsOf(model).some((noun) => stem(noun.at(-1) ?? '') === verb)
}
