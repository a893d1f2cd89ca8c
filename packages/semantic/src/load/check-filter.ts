import { didYouMean, nearestNames } from '@numize/base'
import { GRAINS } from '../model.ts'
import type { ModelNames } from './model-names.ts'

/** What a dbt where-template refers to: `{{ Dimension('customer__country') }}`, `{{ Entity('user') }}`, … */
interface FilterReference {
  readonly kind: 'Dimension' | 'TimeDimension' | 'Entity' | 'Metric'
  readonly name: string
}

const filterReferences = (where: string): readonly FilterReference[] =>
  [...where.matchAll(/\b(Dimension|TimeDimension|Entity|Metric)\(\s*(?:'([^']*)'|"([^"]*)")/g)].map(
    (call) => ({
      kind: call[1] as FilterReference['kind'],
      name: call[2] ?? call[3] ?? '',
    }),
  )

/** A sentence for every name in a filter that the model does not have. */
export function filterProblems(where: string, owner: string, names: ModelNames): readonly string[] {
  const unclosed = (where.match(/\{\{/g) ?? []).length !== (where.match(/\}\}/g) ?? []).length
  if (unclosed) return [`the filter of ${owner} opens {{ without closing it: ${where.trim()}`]
  return filterReferences(where).flatMap((reference) => {
    const problem = referenceProblem(reference, names)
    return problem === null ? [] : [`the filter of ${owner} uses an ${problem}`]
  })
}

function referenceProblem({ kind, name }: FilterReference, names: ModelNames): string | null {
  if (kind === 'Metric') return unknown('metric', name, names.metrics)
  const path = name.toLowerCase().split('__')
  const last = path.at(-1) ?? ''
  const own = path.length > 1 && isGrain(last) ? (path.at(-2) ?? '') : last
  if (kind === 'Entity') return unknown('entity', own, names.entities)
  if (own === 'metric_time' || names.entities.has(own)) return null
  const links = path.slice(0, path.lastIndexOf(own))
  const badLink = links.find((link) => !names.entities.has(link))
  return badLink === undefined
    ? unknown('dimension', own, names.dimensions)
    : unknown('entity', badLink, names.entities)
}

const isGrain = (word: string): boolean => GRAINS.some((grain) => grain === word)

const unknown = (what: string, name: string, known: ReadonlySet<string>): string | null =>
  known.has(name) ? null : `unknown ${what}: ${name}.${didYouMean(nearestNames(name, known))}`
