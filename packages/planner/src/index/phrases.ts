import type { Dimension, Entity, Metric, Model, SemanticModel } from '@numize/semantic'
import type { Catalog, ColumnValues } from '../catalog.ts'
import { sameMeaning } from '../lexicon/business.ts'
import { measuring } from '../lexicon/measuring.ts'
import { wordForm } from '../text/word-form.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import { formsOf } from './column-forms.ts'
import { type Flag, flagOf } from './flags.ts'
import { moneyPhrases } from './money-phrases.ts'
import { isTaken, nounsOf, partsOf, tailQuality, technical } from './nouns.ts'
import { calledToo, rolesOf } from './roles.ts'
import { subtypeAmounts } from './subtypes.ts'
import { type Evidence, type Thing, thingId } from './thing.ts'
import { timePhrases } from './time-phrases.ts'
import { lifespans, timeSpans } from './time-spans.ts'

/** Phrases of a catalog: what each can stand for. Keys are lemmas joined by a blank. */
export interface PhraseIndex {
  readonly find: (key: string) => readonly Evidence[]
  /** Every single word some phrase has, for typos and suggestions. */
  readonly words: ReadonlySet<string>
}

type Add = (words: readonly string[], thing: Thing, quality: number, source: Evidence['source']) => void

/** Names, labels, synonyms, acronyms and parts of names of everything in the model, then the lexicons over them. */
export function buildPhrases(catalog: Catalog): PhraseIndex {
  const index = new Map<string, Map<string, Evidence>>()
  const words = new Set<string>()
  const put = (key: string, evidence: Evidence): void => {
    const found = index.get(key) ?? new Map<string, Evidence>()
    const id = thingId(evidence.thing)
    if ((found.get(id)?.quality ?? 0) < evidence.quality) found.set(id, evidence)
    index.set(key, found)
    for (const word of key.split(' ')) if (!word.startsWith('~')) words.add(word)
  }
  const add: Add = (phrase, thing, quality, source) => {
    const key = keyOf(phrase)
    if (key !== '') put(key, { thing, quality, source })
  }
  const ofRows = new Set(
    subtypeAmounts(catalog.model).flatMap(({ metric, column }) => (column === null ? [] : [metric])),
  )
  for (const metric of catalog.model.metrics) addMetric(metric, !ofRows.has(metric.name), add)
  const owners = new Map(
    catalog.model.semanticModels
      .toSorted((a, b) => Number(isCalledSo(a)) - Number(isCalledSo(b)))
      .flatMap((model) => (model.primaryEntity === null ? [] : [[model.primaryEntity, model.name]])),
  )
  for (const model of catalog.model.semanticModels)
    addModel(model, { owners, models: catalog.model.semanticModels, values: catalog.values }, add)
  addRoles(catalog.model, add)
  addSubtypes(catalog.model, add)
  for (const model of catalog.model.semanticModels) {
    addSpans(model, add)
    addLifespans(model, add)
  }
  addProjectWords(catalog, index, put)
  addLexicon(index, put)
  for (const [phrase, evidence] of moneyPhrases(catalog)) {
    const key = keyOf(phrase.split(' '))
    const own = [...(index.get(key)?.values() ?? [])]
    if (!own.some((one) => one.quality >= 0.9 && one.source !== 'lexicon')) put(key, evidence)
  }
  const frozen = new Map([...index].map(([key, found]) => [key, namesBeforeKeys([...found.values()])]))
  return { find: (key) => frozen.get(key) ?? [], words }
}

/** A column called just so is meant before a key whose column happens to be called alike elsewhere. */
function namesBeforeKeys(found: readonly Evidence[]): readonly Evidence[] {
  const named = found.some(({ thing, quality }) => thing.kind === 'dimension' && quality >= 1)
  return named
    ? found.map((one) => (one.thing.kind === 'key' ? { ...one, quality: one.quality * 0.6 } : one))
    : found
}

/** `bare`: without the words that say it is a total, its name still means the total. */
function addMetric(metric: Metric, bareToo: boolean, add: Add): void {
  const thing: Thing = { kind: 'metric', name: metric.name }
  const names = [wordsOf(metric.name), ...(metric.label ? [wordsOf(metric.label)] : [])]
  for (const words of names) {
    add(words, thing, 1, 'name')
    add(spelledOut(words), thing, 0.98, 'name')
    const bare = words.filter((word) => !weakWords.has(word))
    if (bareToo && bare.length > 0 && bare.length < words.length) add(bare, thing, 0.8, 'part')
    if (metric.extras.unit?.kind === 'money')
      for (const noun of ['amount', 'value', 'size', 'total', 'volume'])
        add([...words, noun], thing, 0.95, 'name')
    if (metric.extras.unit?.kind === 'count') {
      add([...words, 'count'], thing, 0.95, 'name')
      add(['number', 'of', ...words], thing, 0.95, 'name')
    }
    add(['total', ...words], thing, 0.9, 'name')
    if (words.length > 2) add([words.map((word) => word[0]).join('')], thing, 0.7, 'acronym')
  }
  for (const synonym of metric.extras.synonyms ?? []) add(wordsOf(synonym), thing, 1, 'synonym')
}

/** Words of a metric's name that say how it is computed rather than what it is. */
const weakWords = new Set(['total', 'number', 'of', 'the', 'count', 'sum', 'avg', 'average', 'mean'])

interface Others {
  /** The model each key is the primary one of. */
  readonly owners: ReadonlyMap<string, string>
  readonly models: readonly SemanticModel[]
  readonly values: readonly ColumnValues[]
}

function addModel(model: SemanticModel, { owners, models, values }: Others, add: Add): void {
  const rows: Thing = { kind: 'entity', model: model.name }
  const nouns = nounsOf(model)
  nouns.forEach((noun, index) => {
    add(noun, rows, isShared(noun, model, owners) ? 0.5 : 1 - index * 0.01, 'name')
    if (noun.length > 1) {
      if (!measuring.has(noun.at(-1) ?? '') && !technical.has(noun.at(-1) ?? ''))
        add(noun.slice(-1), rows, tailQuality(noun, model, models), 'part')
      add(noun.slice(0, 1), rows, 0.45, 'part')
      for (const part of partsOf(noun)) add(part, rows, isTaken(part, model, models) ? 0.5 : 0.85, 'part')
    }
  })
  for (const synonym of model.extras.synonyms ?? []) add(wordsOf(synonym), rows, 0.97, 'synonym')
  const prefix = commonPrefix(model)
  for (const dimension of model.dimensions)
    if (dimension.extras.hidden !== true) addDimension(dimension, model, { nouns, prefix, values }, add)
  const primary = model.entities.find(({ kind }) => kind === 'primary')
  for (const entity of model.entities) {
    const isOther = entity.kind === 'unique' && entity.expr === primary?.expr
    addEntity(entity, { model: owners.get(entity.name) ?? model.name, nouns: isOther ? [] : nouns }, add)
  }
}

/** Several models share a key: its name means the one that is called so. */
const isShared = (
  noun: readonly string[],
  model: SemanticModel,
  owners: ReadonlyMap<string, string>,
): boolean => {
  const entity = model.primaryEntity
  if (entity === null || owners.get(entity) === model.name) return false
  return keyOf(noun) === keyOf(wordsOf(entity).filter((word) => word !== 'identifier' && word !== 'id'))
}

/** Words every dimension of a model begins with (`sbTx…`): they say nothing. */
function commonPrefix(model: SemanticModel): number {
  const names = model.dimensions.map((dimension) => wordsOf(dimension.name))
  if (names.length < 3) return 0
  let length = 0
  while (names.every((words) => words.length > length + 1 && words[length] === names[0]?.[length])) length++
  return length
}

interface Around {
  readonly nouns: readonly string[][]
  readonly prefix: number
  readonly values: readonly ColumnValues[]
}

/** "captured orders" are those that are; the column itself is seldom meant. */
const FLAG_COLUMN = 0.7

function addDimension(dimension: Dimension, model: SemanticModel, around: Around, add: Add): void {
  const thing: Thing = { kind: 'dimension', model: model.name, name: dimension.name }
  const full = wordsOf(dimension.name)
  const names = [full, ...(dimension.label ? [wordsOf(dimension.label)] : [])]
  if (around.prefix > 0) names.push(full.slice(around.prefix))
  const flag = flagOf(dimension, model.name, around.values)
  const named: Add = flag
    ? (words, what, quality, source) => add(words, what, quality * FLAG_COLUMN, source)
    : add
  const orName: Add = (words, what, quality, source) => {
    named(words, what, quality, source)
    if (isName(dimension, words)) named([...words, 'name'], what, quality * AS_A_NAME, source)
  }
  for (const words of names) addNames(spelledOut(words), thing, around.nouns, orName)
  for (const words of names) named(words, thing, 1, 'name')
  for (const synonym of dimension.extras.synonyms ?? []) named(wordsOf(synonym), thing, 1, 'synonym')
  for (const { words, quality } of formsOf(dimension)) named(words, thing, quality, 'part')
  if (flag) for (const words of names) addFlag(words, flag, add)
  if (dimension.kind === 'time')
    for (const [words, quality] of timePhrases(full)) add(words, thing, quality, 'part')
}

/** "country name" is the country, where no column is called so. */
const AS_A_NAME = 0.95

const isName = ({ kind, dataType }: Dimension, words: readonly string[]): boolean =>
  kind === 'categorical' && dataType === 'string' && !words.includes('name') && !kinds.has(words.at(-1) ?? '')

function addNames(words: readonly string[], thing: Thing, nouns: readonly string[][], add: Add): void {
  add(words, thing, 1, 'name')
  if (words.length > 1) add([words.join('')], thing, 0.97, 'name')
  for (const noun of nouns) {
    add([...noun, ...words], thing, 1, 'name')
    if (noun.length > 1) add([...noun.slice(-1), ...words], thing, 0.9, 'part')
    if (noun.length > 1)
      for (const word of noun) if (!measuring.has(word)) add([word, ...words], thing, 0.8, 'part')
    const starts = keyOf(words).startsWith(`${keyOf(noun)} `)
    if (starts) add(words.slice(noun.length), thing, 0.92, 'part')
  }
  for (let cut = 1; cut < words.length; cut++) {
    const tail = words.slice(cut)
    const ownTail = tail.length > 1 && nouns.some((noun) => keyOf(tail).startsWith(`${keyOf(noun)} `))
    if (!vague.has(tail.join(' '))) add(tail, thing, ownTail ? 0.95 : 0.7 - 0.05 * cut, 'part')
    const head = words.slice(0, -cut)
    if (head.every((word) => measuring.has(word))) continue
    if (droppable.has(words.slice(-cut).join(' '))) add(head, thing, 0.8, 'part')
    else add(head, thing, kinds.has(words.at(-1) ?? '') ? FAINT : 0.5, 'part')
  }
}

/** Last words of a name that alone point at nothing in particular. */
const vague = new Set(['of', 'the', 'at', 'in', 'by', 'to'])
/** Evidence as weak as this only supports other evidence. */
export const FAINT = 0.3
/** The kind of a thing is not the thing: `customer_type` does not answer to "customer". */
const kinds = new Set(['type', 'kind', 'category', 'class', 'group', 'segment', 'tier'])
/** Last words of a name people leave out: `type_code` is asked as "type". */
const droppable = new Set(['code', 'name', 'id', 'number', 'at', 'date', 'amount', 'value', 'time', 'key'])

/** `is_active` answers to "active", `has_card` to "has card". */
function addFlag(words: readonly string[], { yes, no }: Flag, add: Add): void {
  const bare = /^(is|has|was|did|can)$/.test(words[0] ?? '') ? words.slice(1) : words
  add(bare, yes, 0.97, 'part')
  add(['non', ...bare], no, 0.8, 'part')
  add(['not', ...bare], no, 0.9, 'part')
  if (bare.length === 1) add([`in${bare[0]}`], no, 0.8, 'part')
  if (bare.length === 1) add([`un${bare[0]}`], no, 0.8, 'part')
}

interface Owner {
  /** The model an entity is the primary one of; else the one that holds it. */
  readonly model: string
  readonly nouns: readonly string[][]
}

function addEntity(entity: Entity, { model, nouns }: Owner, add: Add): void {
  const thing: Thing = { kind: 'key', model, name: entity.name }
  const words = spelledOut(wordsOf(entity.name))
  const column = spelledOut(wordsOf(entity.expr))
  const own = entity.kind === 'primary' || entity.kind === 'unique'
  const idWords = words.at(-1) === 'id' ? words : [...words, 'id']
  add(idWords, thing, 1, 'name')
  add([...idWords.slice(0, -1), 'identifier'], thing, 0.9, 'name')
  if (/^\w+$/.test(entity.expr) && (!own || nouns.length > 0)) {
    add(column, thing, own ? 1 : 0.75, 'name')
    if (own) for (const noun of nouns) add([...noun, ...column], thing, 0.95, 'name')
  }
  if (own) for (const noun of nouns) add([...noun, 'id'], thing, 0.98, 'name')
  if (own && nouns.length > 0) add(['id'], thing, 0.9, 'part')
  const inRole: Thing = entity.role === null ? thing : { ...thing, role: entity.name }
  if (!own && words.at(-1) !== 'id' && entity.role !== null) add(words, inRole, 0.75, 'part')
  for (const synonym of entity.extras.synonyms ?? []) add(wordsOf(synonym), inRole, 0.8, 'synonym')
}

/** "session duration", "length of stay": what lies between two dates of a model. */
function addSpans(model: SemanticModel, add: Add): void {
  const nouns = nounsOf(model)
  for (const { from, to, of } of timeSpans(model)) {
    const thing: Thing = { kind: 'span', model: model.name, from, to }
    for (const [word, quality] of [
      ['duration', 1],
      ['length', 0.8],
    ] as const) {
      add([word], thing, quality * 0.95, 'part')
      for (const noun of [...nouns, ...nouns.map((one) => one.slice(-1)), of]) {
        add([...noun, word], thing, quality, 'name')
        add([word, 'of', ...noun], thing, quality, 'name')
      }
    }
  }
}

/** "delivery time", and "turnaround time" of rows that only one thing is done to: from when they begin to be. */
function addLifespans(model: SemanticModel, add: Add): void {
  const spans = lifespans(model)
  for (const { from, to, until } of spans) {
    const thing: Thing = { kind: 'span', model: model.name, from, to }
    const forms = until.flatMap((word) => wordForm(word) ?? [])
    if (until.length === 1) for (const form of forms) add([form, 'time'], thing, 0.85, 'part')
    if (spans.length > 1) continue
    for (const name of ['turnaround', 'turnaround time', 'lead time', 'cycle time', 'processing time']) {
      add(name.split(' '), thing, 0.9, 'lexicon')
      for (const noun of nounsOf(model)) add([...noun, ...name.split(' ')], thing, 0.95, 'lexicon')
    }
  }
}

/** "destination depot", "destination", "account manager": the rows of a model in a role they play for another. */
function addRoles(model: Model, add: Add): void {
  for (const role of rolesOf(model).roles) {
    const thing: Thing = { kind: 'entity', model: role.target, role: role.entity }
    const whole = role.own.length === role.words.length && role.own.length > 1
    add(role.words, thing, 1, 'name')
    if (!whole && role.words.length > role.own.length) add(role.own, thing, 0.85, 'part')
    if (whole) add(role.own.slice(-1), thing, 0.62, 'part')
    for (const word of calledToo(role)) {
      add([word], thing, 0.7, 'lexicon')
      add([word, ...role.words.filter((one) => !role.own.includes(one))], thing, 0.8, 'lexicon')
    }
  }
}

/** "premium amount", "amount of premium" is what one row holds where it is shown; "total premium" adds them up. */
function addSubtypes(model: Model, add: Add): void {
  for (const { metric, column, noun } of subtypeAmounts(model)) {
    const sum: Thing = { kind: 'metric', name: metric }
    const one: Thing = column?.kind === 'dimension' ? { ...column, kind: 'dimension' } : sum
    for (const amount of ['amount', 'value']) {
      add([...noun, amount], one, 1, 'name')
      add([amount, 'of', ...noun], one, 0.98, 'name')
      for (const total of ['total', 'sum', 'overall']) {
        add([total, ...noun, amount], sum, 1, 'name')
        add([total, amount, 'of', ...noun], sum, 0.98, 'name')
      }
    }
    for (const total of ['total', 'sum of', 'overall', 'total of'])
      add([...total.split(' '), ...noun], sum, 0.95, 'name')
  }
}

/** The project's own words point at metrics, dimensions or values by name. */
function addProjectWords(
  catalog: Catalog,
  index: ReadonlyMap<string, ReadonlyMap<string, Evidence>>,
  put: (key: string, evidence: Evidence) => void,
): void {
  for (const { phrase, means } of catalog.lexicon.synonyms)
    for (const { thing, quality } of index.get(keyOf(wordsOf(means)))?.values() ?? [])
      if (quality >= 0.9) put(keyOf(wordsOf(phrase)), { thing, quality: 1, source: 'synonym' })
  for (const { phrase, choices } of catalog.lexicon.ambiguous)
    put(keyOf(wordsOf(phrase)), { thing: { kind: 'ambiguous', choices }, quality: 1.05, source: 'synonym' })
}

/** The shipped lexicon fills phrases the catalog does not have itself, whole or as one word of a longer phrase. */
function addLexicon(
  index: Map<string, Map<string, Evidence>>,
  put: (key: string, evidence: Evidence) => void,
): void {
  const groups = sameMeaning.map((group) => [...new Set(group.map((phrase) => keyOf(phrase.split(' '))))])
  const own = new Map([...index].map(([key, found]) => [key, [...found.values()]]))
  const offer = (key: string, from: string, factor: number): void => {
    if ((own.get(key) ?? []).some((evidence) => evidence.quality >= 0.9)) return
    for (const { thing, quality } of own.get(from) ?? [])
      if (quality >= 0.6) put(key, { thing, quality: quality * factor, source: 'lexicon' })
  }
  for (const group of groups)
    for (const from of group)
      if (own.has(from)) for (const key of group) if (key !== from) offer(key, from, 0.8)
  const swaps = new Map<string, string[]>()
  for (const group of groups)
    for (const word of group)
      if (!word.includes(' '))
        swaps.set(word, [...(swaps.get(word) ?? []), ...group.filter((other) => other !== word)])
  for (const key of own.keys()) {
    const words = key.split(' ')
    if (words.length < 2 || words.length > 4) continue
    words.forEach((word, at) => {
      for (const other of swaps.get(word) ?? []) offer(words.with(at, other).join(' '), key, 0.75)
    })
  }
}

/** Whether a model has the name of its key (`policy` or `policies` of entity `policy`). */
const isCalledSo = (model: SemanticModel): boolean =>
  model.primaryEntity !== null &&
  keyOf(wordsOf(model.name)) ===
    keyOf(wordsOf(model.primaryEntity).filter((word) => word !== 'identifier' && word !== 'id'))
