import type { Entity } from '../model.ts'
import type { TableProfile } from '../profile.ts'
import { keyName, namesTable } from './key-names.ts'
import { columnOf, type Evidence, type Reference } from './references.ts'
import { columnSql } from './sql-names.ts'
import { identifier, labelOf, noVocabulary, plainWords } from './words.ts'

/** The entities of every table, and the second copies that self-references need. */
export interface EntityPlan {
  readonly primary: ReadonlyMap<string, string>
  readonly entities: ReadonlyMap<string, readonly Entity[]>
  /** `manager` of an employee table: the same table again, seen from below. */
  readonly roleModels: readonly { readonly table: string; readonly entity: Entity }[]
  readonly notes: readonly string[]
}

/**
 * MetricFlow joins by the name of an entity. A key that points to a table once takes that table's own name; where two
 * point to the same table (home and away team) each takes its role's name, and the table gets a unique entity of that name.
 */
export function planEntities(evidence: Evidence, references: readonly Reference[]): EntityPlan {
  const usable = references.filter((reference) => identifies(reference, evidence))
  const primary = primaryNames(evidence)
  const links = nameLinks(evidence, usable, primary)
  const entities = new Map(
    evidence.profiles.map((table) => [table.relation.name, entitiesOf(table, evidence, links, primary)]),
  )
  return {
    primary,
    entities,
    roleModels: links
      .filter(({ isSelf }) => isSelf)
      .map((link) => ({
        table: link.reference.referenced,
        entity: entity(link.name, 'primary', link.targetSql, link.words),
      })),
    notes: [...references.filter((one) => !usable.includes(one)).map(repeats), ...usable.flatMap(orphans)],
  }
}

interface Link {
  readonly reference: Reference
  readonly name: string
  readonly words: readonly string[]
  readonly isSelf: boolean
  readonly sourceSql: string
  readonly targetSql: string
}

/** A key may only point to what identifies a row; otherwise joining it would repeat rows. */
function identifies(reference: Reference, { profiles, keys }: Evidence): boolean {
  const target = profiles.find(({ relation }) => relation.name === reference.referenced)
  const key = keys.get(reference.referenced) ?? []
  const column = target && columnOf(target, reference.referencedColumns[0] ?? '')
  const isKey = key.length > 0 && key.every((name) => reference.referencedColumns.includes(name))
  return isKey || (reference.referencedColumns.length === 1 && column?.unique === true)
}

const repeats = (one: Reference): string =>
  `${one.table}.${one.columns.join(', ')} points to ${one.referenced}.${one.referencedColumns.join(', ')}, which repeats: the two are not joined.`

const orphans = (one: Reference): readonly string[] =>
  one.share < 1
    ? [
        `${one.table}.${one.columns.join(', ')} points to ${one.referenced}, but only ${Math.floor(one.share * 1000) / 10} % of its values are found there.`,
      ]
    : []

/** Singular of the table's name; the name as written where two tables would share it. */
function primaryNames({ profiles, vocabulary }: Evidence): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    profiles.map(({ relation }) => {
      const wishes = [
        plainWords(relation.name, vocabulary),
        [relation.name],
        [relation.schema ?? 'other', relation.name],
      ]
      const name = unused(wishes.map(identifier), taken)
      taken.add(name)
      return [relation.name, name]
    }),
  )
}

export function unused(wishes: readonly string[], taken: ReadonlySet<string>): string {
  const free = wishes.find((wish) => !taken.has(wish))
  if (free !== undefined) return free
  const base = wishes.at(-1) ?? 'name'
  let count = 2
  while (taken.has(`${base}_${count}`)) count++
  return `${base}_${count}`
}

function nameLinks(
  evidence: Evidence,
  references: readonly Reference[],
  primary: ReadonlyMap<string, string>,
): readonly Link[] {
  const meaning = new Map([...primary].map(([table, name]) => [name, `${table}:key`]))
  const used = new Map<string, Set<string>>()
  return references.map((reference) => {
    const words = roleWords(reference, evidence)
    const target = `${reference.referenced}:${targetsKey(reference, evidence) ? 'key' : reference.referencedColumns.join()}`
    const isSelf = reference.table === reference.referenced
    const taken = used.get(reference.table) ?? new Set([primary.get(reference.table) ?? ''])
    const means = isSelf ? `${target}:self` : target
    const fits = (name: string): boolean => !taken.has(name) && (meaning.get(name) ?? means) === means
    const name =
      linkNames(reference, evidence, { references, primary, words }).find(fits) ?? lastResort(reference, fits)
    meaning.set(name, means)
    used.set(reference.table, taken.add(name))
    return {
      reference,
      name,
      words,
      isSelf,
      sourceSql: sourceSql(reference, evidence),
      targetSql: keySql(reference.referencedColumns),
    }
  })
}

interface Naming {
  readonly references: readonly Reference[]
  readonly primary: ReadonlyMap<string, string>
  readonly words: readonly string[]
}

/** Names to try, best first. */
function linkNames(reference: Reference, evidence: Evidence, naming: Naming): readonly string[] {
  const own = naming.primary.get(reference.referenced) ?? ''
  const source = naming.primary.get(reference.table) ?? ''
  const role = identifier(naming.words)
  const peers = naming.references.filter(
    (one) => one.table === reference.table && one.referenced === reference.referenced,
  )
  const isPlain = namesTable(naming.words, plainWords(reference.referenced, evidence.vocabulary)) === 1
  const isOnly = peers.length === 1 && reference.table !== reference.referenced
  const roleNames = [role, `${source}_${role}`]
  if (!targetsKey(reference, evidence))
    return [
      identifier([own, ...plainWords(reference.referencedColumns[0] ?? '', evidence.vocabulary)]),
      ...roleNames,
    ]
  return isOnly || isPlain ? [own, ...roleNames] : roleNames
}

function lastResort(reference: Reference, fits: (name: string) => boolean): string {
  const base = identifier([reference.table, ...reference.columns])
  let name = base
  for (let count = 2; !fits(name); count++) name = `${base}_${count}`
  return name
}

const targetsKey = (reference: Reference, { keys }: Evidence): boolean => {
  const key = keys.get(reference.referenced) ?? []
  return (
    key.length === reference.referencedColumns.length &&
    key.every((name) => reference.referencedColumns.includes(name))
  )
}

/** `home_team_id` → home team; `Advisor` → advisor; a bare `id` → the table it points to. */
function roleWords(reference: Reference, { vocabulary }: Evidence): readonly string[] {
  const column = reference.columns[0] ?? ''
  const { stem, kind } = keyName(column, vocabulary)
  if (reference.columns.length > 1 || stem.length === 0) return plainWords(reference.referenced, vocabulary)
  const isShort = stem.length === 1 && (stem[0] ?? '').length < 3
  if (isShort || kind === 'name') return plainWords(reference.referenced, vocabulary)
  const source = plainWords(reference.table, vocabulary)
  const own = source.every((word, index) => stem[index] === word) ? stem.slice(source.length) : stem
  return own.length > 0 ? own : stem
}

function entitiesOf(
  table: TableProfile,
  evidence: Evidence,
  links: readonly Link[],
  primary: ReadonlyMap<string, string>,
): readonly Entity[] {
  const name = table.relation.name
  const own = primary.get(name) ?? ''
  const key = evidence.keys.get(name) ?? []
  const keyIsUsed =
    key.length === 1 || links.some((link) => link.name === own && link.reference.referenced === name)
  const main =
    key.length > 0 && keyIsUsed
      ? [entity(own, 'primary', keySql(key), plainWords(name, evidence.vocabulary))]
      : []
  const pointedAt = links
    .filter((link) => link.reference.referenced === name && !link.isSelf && link.name !== own)
    .map((link) => entity(link.name, 'unique', link.targetSql, link.words))
  const pointing = links
    .filter((link) => link.reference.table === name)
    .map((link) => withSynonyms(entity(link.name, 'foreign', link.sourceSql, link.words), link, evidence))
  const seen = new Set<string>()
  return [...main, ...pointedAt, ...pointing].filter((one) => !seen.has(one.name) && seen.add(one.name))
}

const entity = (name: string, kind: Entity['kind'], expr: string, words: readonly string[]): Entity => ({
  name,
  label: labelOf(words.join(' '), noVocabulary),
  description: null,
  extras: {},
  place: null,
  kind,
  expr,
  role: null,
})

/** The column's own words, where they say something else than the entity's name. */
function withSynonyms(one: Entity, link: Link, { vocabulary }: Evidence): Entity {
  const role = link.words.join(' ')
  const said = one.name.replaceAll('_', ' ')
  const column = plainWords(link.reference.columns[0] ?? '', vocabulary).join(' ')
  const synonyms = [...new Set([role, column])].filter((text) => text !== said && text.length > 2)
  return {
    ...one,
    label: labelOf(said, noVocabulary),
    role: role === said ? null : identifier(link.words),
    extras: synonyms.length > 0 ? { synonyms } : {},
  }
}

/** One column as it stands; several as one text. */
const keySql = (columns: readonly string[]): string =>
  columns.length === 1
    ? columnSql(columns[0] ?? '')
    : columns.map((column) => `CAST(${columnSql(column)} AS VARCHAR)`).join(" || '|' || ")

/** The pointing column, brought to the type of what it points to. */
function sourceSql(reference: Reference, { profiles }: Evidence): string {
  const typeOf = (table: string, column: string | undefined) =>
    columnOf(profiles.find(({ relation }) => relation.name === table) as TableProfile, column ?? '')?.type
  const from = typeOf(reference.table, reference.columns[0])
  const to = typeOf(reference.referenced, reference.referencedColumns[0])
  const plain = keySql(reference.columns)
  if (reference.columns.length > 1 || from === to) return plain
  if (from === 'string' && to === 'integer') return `TRY_CAST(${plain} AS BIGINT)`
  return to === 'string' ? `CAST(${plain} AS VARCHAR)` : plain
}
