import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import type { DbtNode, DbtProject } from './dbt-project.ts'
import { relationsOfSemantics } from './semantic-relations.ts'

/** Whether people may ask about a dbt node, and why. */
export interface DbtChoice {
  readonly node: DbtNode
  readonly isChosen: boolean
  /** Ends the sentence "chosen (left out) because …". */
  readonly reason: string
}

/**
 * The business-ready models. `select` names them (`orders`, `package.orders`, `tag:finance`, `group:`, `access:`,
 * `path:`, `package:`, `exposure:`); null = by convention: what exposures, semantic models and marts show.
 * @throws `semantic/unknown-dbt-selector`, `semantic/no-dbt-models`
 */
export function chooseModels(project: DbtProject, select: readonly string[] | null): readonly DbtChoice[] {
  const choices = select === null ? byConvention(project) : bySelection(project, select)
  const models = project.nodes.filter(({ kind }) => kind === 'model')
  if (!choices.some(({ isChosen }) => isChosen)) throw fail('no-dbt-models', { models: models.length })
  return choices
}

function bySelection(project: DbtProject, select: readonly string[]): readonly DbtChoice[] {
  const askable = project.nodes.filter(({ kind }) => kind !== 'source')
  const reasons = new Map<DbtNode, string>()
  for (const selector of select) {
    const found = selected(project, askable, selector)
    if (found.length === 0)
      throw fail('unknown-dbt-selector', { selector, near: nearSelectors(project, askable, selector) })
    for (const node of found) if (!reasons.has(node)) reasons.set(node, `--models names ${selector}`)
  }
  return askable
    .filter((node) => node.kind === 'model' || reasons.has(node))
    .map((node): DbtChoice => {
      const reason = reasons.get(node)
      if (reason !== undefined && node.relation === null)
        return { node, isChosen: false, reason: 'it is ephemeral: it has no table of its own' }
      return { node, isChosen: reason !== undefined, reason: reason ?? '--models does not name it' }
    })
}

function selected(project: DbtProject, askable: readonly DbtNode[], selector: string): readonly DbtNode[] {
  const [, method, value = ''] = /^(tag|group|access|path|package|exposure):(.+)$/.exec(selector) ?? []
  switch (method) {
    case 'tag':
      return askable.filter(({ tags }) => tags.includes(value))
    case 'group':
      return askable.filter(({ group }) => group === value)
    case 'access':
      return askable.filter(({ access }) => access === value)
    case 'path':
      return askable.filter(({ path }) => isBelow(path, value))
    case 'package':
      return askable.filter(({ packageName }) => packageName === value)
    case 'exposure': {
      const exposed = new Set(
        project.exposures.filter(({ name }) => value === '*' || name === value).flatMap(({ nodes }) => nodes),
      )
      return askable.filter(({ id }) => exposed.has(id))
    }
    case undefined:
    default:
      return named(askable, selector)
  }
}

const isBelow = (path: string, folder: string): boolean => {
  const wanted = folder.replace(/^(?:\.\/)?(?:models\/)?/, '').replace(/\/?\*?$/, '')
  return path === wanted || path.startsWith(`${wanted}/`) || path.includes(`/${wanted}/`)
}

/** A plain name means the latest version; `orders.v1` that one. */
function named(askable: readonly DbtNode[], selector: string): readonly DbtNode[] {
  const exact = askable.filter(
    ({ id, label, name, packageName }) =>
      id === selector || label === selector || `${packageName}.${name}` === selector,
  )
  if (exact.length > 0) return exact
  const alike = askable.filter(({ name }) => name === selector)
  return alike.length > 1 ? alike.filter(({ isLatest }) => isLatest) : alike
}

function nearSelectors(
  project: DbtProject,
  askable: readonly DbtNode[],
  selector: string,
): readonly string[] {
  const methods = askable.flatMap(({ tags, group }) => [
    ...tags.map((tag) => `tag:${tag}`),
    ...(group ? [`group:${group}`] : []),
  ])
  const exposures = project.exposures.map(({ name }) => `exposure:${name}`)
  return nearestNames(selector, new Set([...askable.map(({ label }) => label), ...methods, ...exposures]))
}

interface Conventions {
  readonly exposedBy: ReadonlyMap<string, string>
  readonly withSemantics: ReadonlySet<string>
  /** Nodes that a model is built on. */
  readonly builtOn: ReadonlySet<string>
  readonly rootPackage: string | null
  /** Whether the project tells its inner layers from the rest, by folders or prefixes. */
  readonly hasLayers: boolean
}

function byConvention(project: DbtProject): readonly DbtChoice[] {
  const models = project.nodes.filter(({ kind }) => kind === 'model')
  const conventions: Conventions = {
    exposedBy: new Map(
      project.exposures.flatMap(({ label, nodes }) => nodes.map((id) => [id, label] as const)),
    ),
    withSemantics: relationsOfSemantics(project),
    builtOn: new Set(models.flatMap(({ parents, id }) => parents.filter((parent) => parent !== id))),
    rootPackage: rootPackage(project, models),
    hasLayers: models.some(({ name, path }) => INNER_NAME.test(name) || INNER_FOLDER.test(path)),
  }
  return models.map((node): DbtChoice => {
    const refusal = never(node)
    if (refusal !== null) return { node, isChosen: false, reason: refusal }
    for (const rule of RULES) {
      const reason = rule.because(node, conventions)
      if (reason !== null) return { node, isChosen: rule.isChosen, reason }
    }
    return {
      node,
      isChosen: false,
      reason: 'other models are built on it, and nothing says that it is for people',
    }
  })
}

/** A package's models are for people only where the project has none of its own. */
function rootPackage(project: DbtProject, models: readonly DbtNode[]): string | null {
  const name = project.name ?? mostFrequent(models.map(({ packageName }) => packageName))
  return models.some(({ packageName }) => packageName === name) ? name : null
}

function mostFrequent(names: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null
}

function never({ relation, timeSpine, isLatest }: DbtNode): string | null {
  if (relation === null) return 'it is ephemeral: it has no table of its own'
  if (timeSpine) return 'it is the time spine'
  return isLatest ? null : 'a later version of it exists'
}

interface Rule {
  readonly isChosen: boolean
  readonly because: (node: DbtNode, conventions: Conventions) => string | null
}

const BUSINESS_TAGS = /^(?:business[-_ ]?ready|certified|published|gold|marts?|reporting|bi)$/i
const INNER_FOLDER =
  /(?:^|\/)(staging|stage|stg|base|intermediate|int|tmp|temp|raw|sources?|bronze|silver|utils?|elementary|edr)\//i
const INNER_NAME = /^(stg|staging|base|int|intermediate|tmp|temp|raw|src)_+/i
const MART_FOLDER = /(?:^|\/)(marts?|reporting|reports?|analytics|presentation|gold|exposures?|metrics)\//i
const MART_NAME = /^(fct|fact|facts|dim|mart|rpt|report|agg|kpi|obt)_+/i

/** The first that says something of a model decides. */
const RULES: readonly Rule[] = [
  {
    isChosen: false,
    because: (node) => (businessReady(node) === false ? 'its meta says business_ready: false' : null),
  },
  {
    isChosen: true,
    because: (node) => (businessReady(node) === true ? 'its meta says business_ready: true' : null),
  },
  {
    isChosen: false,
    because: ({ access, group }) =>
      access === 'private' ? `it is private${group ? ` to the group ${group}` : ''}` : null,
  },
  {
    isChosen: true,
    because: ({ relation, id }, { withSemantics }) =>
      relation && withSemantics.has(id) ? 'semantic objects of dbt stand on it' : null,
  },
  {
    isChosen: true,
    because: ({ id }, { exposedBy }) =>
      exposedBy.has(id) ? `the exposure ${exposedBy.get(id)} shows it` : null,
  },
  { isChosen: true, because: ({ access }) => (access === 'public' ? 'its access is public' : null) },
  {
    isChosen: true,
    because: ({ tags }) =>
      told(
        'it is tagged',
        tags.find((tag) => BUSINESS_TAGS.test(tag)),
      ),
  },
  {
    isChosen: false,
    because: ({ packageName }, { rootPackage: root }) =>
      root !== null && packageName !== root ? `it comes with the package ${packageName}` : null,
  },
  { isChosen: false, because: ({ name }) => told('its name begins with', INNER_NAME.exec(name)?.[0]) },
  { isChosen: false, because: ({ path }) => told('it lies in the folder', INNER_FOLDER.exec(path)?.[1]) },
  { isChosen: true, because: ({ path }) => told('it lies in the folder', MART_FOLDER.exec(path)?.[1]) },
  { isChosen: true, because: ({ name }) => told('its name begins with', MART_NAME.exec(name)?.[0]) },
  {
    isChosen: true,
    because: (_, { hasLayers }) => (hasLayers ? 'it lies outside the staging and intermediate layers' : null),
  },
  {
    isChosen: true,
    because: ({ id }, { builtOn }) => (builtOn.has(id) ? null : 'no other model is built on it'),
  },
]

const told = (words: string, found: string | undefined): string | null =>
  found === undefined ? null : `${words} ${found}`

function businessReady({ meta }: DbtNode): boolean | null {
  const ours = meta['numize']
  const said =
    typeof ours === 'object' && ours !== null
      ? (ours as Record<string, unknown>)['business_ready']
      : meta['business_ready']
  return typeof said === 'boolean' ? said : null
}
