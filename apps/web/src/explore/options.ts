import type { CatalogView } from '@numize/server/contract'

interface Group {
  readonly group: string
  readonly items: { readonly value: string; readonly label: string }[]
}

/** Every way all of the metrics can be split and filtered, by table; of several ways to one column each says its way. */
export function pathOptions(
  { metrics, dimensions, models }: CatalogView,
  chosen: readonly string[],
): Group[] {
  const reached = chosen.map((name) => new Set(metrics.find((one) => one.name === name)?.dimensions ?? []))
  const open = dimensions.filter(
    ({ path, kind }) => kind !== 'entity' && reached.every((paths) => paths.has(path)),
  )
  const groups = new Map<string, Group>()
  for (const { path, label, model } of open) {
    const group = models.find(({ name }) => name === model)?.label ?? model
    const isAlone = open.filter((other) => other.model === model && other.label === label).length === 1
    const items = groups.get(group)?.items ?? []
    items.push({ value: path, label: isAlone ? label : `${label}, ${wayOf(path)}` })
    groups.set(group, { group, items })
  }
  return [...groups.values()]
}

/** `by card, account` for `card__account__status`. */
const wayOf = (path: string): string => {
  const steps = path.split('__').slice(0, -1).join(', ').replaceAll('_', ' ')
  return steps === '' ? 'its own' : `by ${steps}`
}

export const labelOf = ({ dimensions }: CatalogView, path: string): string =>
  dimensions.find((dimension) => dimension.path === path)?.label ?? path
