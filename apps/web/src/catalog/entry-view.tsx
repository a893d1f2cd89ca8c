import { formatTime } from '@numize/blocks'
import type { CatalogView, DimensionView, MetricView, ModelView } from '@numize/server/contract'
import type { ReactNode } from 'react'
import { go, pathTo } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { askAnew } from '../thread/questions.ts'
import styles from './catalog-page.module.css'
import type { EntryKind } from './entries.ts'
import { Lineage } from './lineage.tsx'

interface Props {
  readonly project: string
  readonly catalog: CatalogView
  readonly kind: EntryKind
  readonly name: string
}

/** One entry of the catalog: what it is, where it comes from, what it can be asked with. */
export function EntryView({ project, catalog, kind, name }: Props) {
  const metric = kind === 'metric' ? catalog.metrics.find((one) => one.name === name) : undefined
  const model = kind === 'model' ? catalog.models.find((one) => one.name === name) : undefined
  const dimension = kind === 'dimension' ? catalog.dimensions.find((one) => one.path === name) : undefined
  if (metric) return <MetricEntry project={project} catalog={catalog} metric={metric} />
  if (model) return <ModelEntry project={project} catalog={catalog} model={model} />
  return dimension ? <DimensionEntry project={project} catalog={catalog} dimension={dimension} /> : null
}

type Around = Pick<Props, 'project' | 'catalog'>

function MetricEntry({ project, catalog, metric }: Around & { metric: MetricView }) {
  const questions = [`${metric.label} by month this year`, `Why did ${metric.label} change last month?`]
  return (
    <Entry title={metric.label} kind={`Metric, ${metric.kind}`} about={metric}>
      <Facts
        facts={[
          ['Definition', metric.definition],
          ['Unit', metric.unit === null ? null : unitWords(metric.unit)],
          ['Better when', metric.upIsGood === null ? null : metric.upIsGood ? 'higher' : 'lower'],
          ['Also called', metric.synonyms.join(', ')],
          ['Written in', metric.place],
        ]}
      />
      <div className={styles['questions']}>
        {questions.map((question) => (
          <button
            key={question}
            type="button"
            className={controls['choice']}
            onClick={() => askAnew(question, project)}
          >
            {question}
          </button>
        ))}
      </div>
      <Lineage project={project} catalog={catalog} metric={metric} />
      <Refs project={project} catalog={catalog} title="Can be split by" paths={metric.dimensions} />
    </Entry>
  )
}

function ModelEntry({ project, catalog, model }: Around & { model: ModelView }) {
  return (
    <Entry title={model.label} kind="Table" about={model}>
      <Facts
        facts={[
          ['In the database', model.relation],
          ['One row is one', model.entity?.replaceAll('_', ' ') ?? null],
          ['Dated by', model.timeDimension?.replaceAll('_', ' ') ?? null],
          ['Also called', model.synonyms.join(', ')],
          [
            'Built by dbt from',
            model.origin === null ? null : [...model.origin.upstream, ...model.origin.sources].join(', '),
          ],
        ]}
      />
      {model.origin?.problems.map((problem) => (
        <p key={problem} className={styles['problem']}>
          {problem}
        </p>
      ))}
      <Links
        title="Metrics made of it"
        links={model.metrics.map((name) => ({
          label: catalog.metrics.find((one) => one.name === name)?.label ?? name,
          href: pathTo({ project, page: 'catalog', path: ['metric', name] }),
        }))}
      />
      <Links
        title="Leads to"
        links={model.joins.map((name) => ({
          label: catalog.models.find((one) => one.name === name)?.label ?? name,
          href: pathTo({ project, page: 'catalog', path: ['model', name] }),
        }))}
      />
      <Refs project={project} catalog={catalog} title="Its columns" paths={model.dimensions} />
    </Entry>
  )
}

function unitWords(unit: NonNullable<MetricView['unit']>): string {
  if (unit.kind === 'money') return unit.currency
  if (unit.kind === 'duration') return `${unit.unit}s`
  if (unit.kind === 'other') return unit.symbol
  return unit.kind === 'percent' ? 'percent' : 'a count'
}

const KINDS = { categorical: 'Dimension', time: 'Date or time', entity: 'Key' } as const
const MASKS: Readonly<Record<string, string>> = {
  hash: 'Personal data, shown as a code',
  truncate: 'Personal data, cut short',
  null: 'Personal data, never shown',
}

function DimensionEntry({ project, catalog, dimension }: Around & { dimension: DimensionView }) {
  const users = catalog.metrics.filter(({ dimensions }) => dimensions.includes(dimension.path))
  const model = catalog.models.find(({ name }) => name === dimension.model)
  return (
    <Entry title={dimension.label} kind={KINDS[dimension.kind]} about={dimension}>
      <Facts
        facts={[
          ['Of', model?.label ?? dimension.model],
          ['In a Plan', dimension.path],
          ['Holds', dimension.dataType],
          ['Finest grain', dimension.grain],
          [
            'Privacy',
            dimension.mask === null ? null : (MASKS[dimension.mask] ?? `Personal data, ${dimension.mask}`),
          ],
          ['Also called', dimension.synonyms.join(', ')],
          [
            'Data until',
            dimension.kind === 'time' && catalog.loaded
              ? formatTime(catalog.loaded.end.slice(0, 10), 'day')
              : null,
          ],
        ]}
      />
      <Links
        title="Splits these metrics"
        links={users.map(({ name, label }) => ({
          label,
          href: pathTo({ project, page: 'catalog', path: ['metric', name] }),
        }))}
      />
    </Entry>
  )
}

interface EntryProps {
  readonly title: string
  readonly kind: string
  readonly about: { readonly description: string | null }
  readonly children: ReactNode
}

const Entry = ({ title, kind, about, children }: EntryProps) => (
  <article>
    <p className={styles['kind']}>{kind}</p>
    <h2>{title}</h2>
    <p className={styles['about']}>{about.description ?? 'Nobody has described it yet.'}</p>
    {children}
  </article>
)

const Facts = ({ facts }: { facts: readonly (readonly [string, string | null])[] }) => (
  <dl className={styles['facts']}>
    {facts
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

function Refs({ project, catalog, title, paths }: Around & { title: string; paths: readonly string[] }) {
  const links = paths.flatMap((path) => {
    const dimension = catalog.dimensions.find((one) => one.path === path)
    if (!dimension || dimension.kind === 'entity') return []
    const owner = catalog.models.find(({ name }) => name === dimension.model)?.label ?? dimension.model
    return [
      {
        label: dimension.label,
        hint: owner,
        href: pathTo({ project, page: 'catalog', path: ['dimension', path] }),
      },
    ]
  })
  return <Links title={title} links={links} />
}

interface Link {
  readonly label: string
  readonly hint?: string
  readonly href: string
}

function Links({ title, links }: { title: string; links: readonly Link[] }) {
  if (links.length === 0) return null
  return (
    <section className={styles['links']}>
      <h3>{title}</h3>
      <ul>
        {links.map(({ label, hint, href }) => (
          <li key={href}>
            <a href={href} onClick={follow}>
              {label}
              {hint !== undefined && <small>{hint}</small>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Follows a link of our own without loading the page anew. */
function follow(event: React.MouseEvent<HTMLAnchorElement>): void {
  if (event.metaKey || event.ctrlKey) return
  event.preventDefault()
  const [, , project = '', page = '', ...path] = event.currentTarget.pathname
    .split('/')
    .map(decodeURIComponent)
  go({ project, page, path })
}
