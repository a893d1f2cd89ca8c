import type { CatalogView } from '@numize/server/contract'
import type { Trigger } from './composer-trigger.ts'

/** What is done when an item of the composer's menu is chosen. */
export type Effect =
  /** Takes the place of what the menu was asked by; the menu may go on from it. */
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'export' }
  | { readonly kind: 'upload' }

export interface Item {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint: string
  readonly effect: Effect
}

export interface Surroundings {
  readonly catalog: CatalogView | undefined
  /** Whether there is an answer that commands can speak of. */
  readonly hasAnswer: boolean
  readonly mayUpload: boolean
}

const MOST = 6

/** What fits a trigger, best first. */
export const itemsFor = (trigger: Trigger, around: Surroundings): readonly Item[] =>
  trigger.kind === 'command' ? commands(trigger.query, around) : mentions(trigger.query, around)

const CHARTS = ['bar', 'line', 'area', 'pie', 'table'] as const

function commands(query: string, { catalog, hasAnswer, mayUpload }: Surroundings): readonly Item[] {
  const [name = '', ...rest] = query.toLowerCase().split(' ')
  const said = rest.join(' ').trim()
  if (name === 'profile' && rest.length > 0)
    return matching(said, (catalog?.models ?? []).map(profileOf)).slice(0, MOST)
  if (name === 'chart' && rest.length > 0) return matching(said, CHARTS.map(chartOf))
  const all: readonly (Item | false)[] = [
    hasAnswer && command('explain', 'How the last answer came to be', asks('explain that')),
    hasAnswer && command('chart', 'Draw the last answer otherwise', writes('/chart ')),
    hasAnswer && command('export', 'The rows of the last answer as CSV', { kind: 'export' }),
    command('profile', 'What the columns of a table hold', writes('/profile ')),
    mayUpload && command('upload', 'Bring in a file', { kind: 'upload' }),
  ]
  return all.filter((one) => one !== false).filter(({ label }) => label.startsWith(`/${name}`))
}

const asks = (question: string): Effect => ({ kind: 'ask', question })
const writes = (text: string): Effect => ({ kind: 'write', text })
const command = (name: string, hint: string, effect: Effect): Item => ({
  id: name,
  group: 'Commands',
  label: `/${name}`,
  hint,
  effect,
})

const profileOf = ({ name, label }: { name: string; label: string }): Item => ({
  id: `profile ${name}`,
  group: 'Tables',
  label,
  hint: 'profile',
  effect: asks(`profile of ${label}`),
})

const chartOf = (kind: (typeof CHARTS)[number]): Item => ({
  id: `chart ${kind}`,
  group: 'Show as',
  label: kind === 'table' ? 'Table' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} chart`,
  hint: '',
  effect: asks(kind === 'table' ? 'as a table' : `as a ${kind} chart`),
})

function mentions(query: string, { catalog }: Surroundings): readonly Item[] {
  if (!catalog) return []
  const of = mentionedDimension(query, catalog)
  if (of) return [written({ kind: 'dimension', label: of.label, group: 'Column', hint: 'the column itself' })]
  const metrics = catalog.metrics.map(({ name, label, description }) =>
    written({ kind: 'metric', label, group: 'Metrics', id: name, hint: description ?? '' }),
  )
  const labels = new Map(openDimensions(catalog).map((one) => [one.label, one]))
  const dimensions = [...labels.values()].map(({ path, label, model }) => {
    const hint = catalog.models.find(({ name }) => name === model)?.label ?? model
    const item = written({ kind: 'dimension', label, group: 'Columns, and their values', id: path, hint })
    return { ...item, effect: writes(`@${label} `) }
  })
  const found = [metrics, dimensions].map((items) => matching(query, items).slice(0, MOST))
  return found.toSorted(([a], [b]) => Number(begins(b, query)) - Number(begins(a, query))).flat()
}

/** Columns whose values anybody of the slice may see. */
const openDimensions = ({ dimensions }: CatalogView) =>
  dimensions.filter(({ kind, mask }) => kind === 'categorical' && mask === null)

/** The column a mention has got to (`@Country fr`), and what is typed of its value. */
export function mentionedDimension(
  query: string,
  catalog: CatalogView,
): { readonly path: string; readonly label: string; readonly search: string } | null {
  const text = query.toLowerCase()
  const known = openDimensions(catalog)
    .filter(({ label }) => text.startsWith(`${label.toLowerCase()} `))
    .toSorted((a, b) => b.label.length - a.label.length)[0]
  return known ? { path: known.path, label: known.label, search: query.slice(known.label.length + 1) } : null
}

export const valueItem = (value: string, label: string): Item =>
  written({ kind: 'value', label: value, group: `Values of ${label}` })

interface Written {
  readonly kind: 'metric' | 'dimension' | 'value'
  readonly label: string
  readonly group: string
  readonly id?: string
  readonly hint?: string
}

const written = ({ kind, label, group, id = label, hint = '' }: Written): Item => ({
  id: `${kind} ${id}`,
  group,
  label,
  hint,
  effect: writes(`${label} `),
})

/** Those whose label has every word, those that begin so first. */
function matching(query: string, items: readonly Item[]): readonly Item[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return items
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .toSorted((a, b) => Number(begins(b, query)) - Number(begins(a, query)))
}

const begins = (item: Item | undefined, query: string): boolean =>
  item?.label.toLowerCase().startsWith(query.toLowerCase()) ?? false
