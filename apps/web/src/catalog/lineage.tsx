import type { CatalogView, MetricView } from '@numize/server/contract'
import { pathTo } from '../routing.ts'
import styles from './lineage.module.css'

interface Node {
  readonly label: string
  readonly href: string | null
}

/** From raw tables through dbt's models to the table and the metric, left to right. */
export function Lineage({
  project,
  catalog,
  metric,
}: {
  project: string
  catalog: CatalogView
  metric: MetricView
}) {
  const models = catalog.models.filter(({ name }) => metric.models.includes(name))
  const plain = (labels: readonly string[]): Node[] =>
    [...new Set(labels)].map((label) => ({ label, href: null }))
  const columns: readonly { readonly title: string; readonly nodes: readonly Node[] }[] = [
    { title: 'Sources', nodes: plain(models.flatMap(({ origin }) => origin?.sources ?? [])) },
    { title: 'Built through', nodes: plain(models.flatMap(({ origin }) => origin?.upstream ?? [])) },
    {
      title: 'Tables',
      nodes: models.map(({ name, label }) => ({
        label,
        href: pathTo({ project, page: 'catalog', path: ['model', name] }),
      })),
    },
    { title: 'Metric', nodes: plain([metric.label]) },
  ].filter(({ nodes }) => nodes.length > 0)
  return (
    <section className={styles['lineage']} aria-label="Where it comes from">
      <h3>Where it comes from</h3>
      <ol>
        {columns.map(({ title, nodes }) => (
          <li key={title}>
            <h4>{title}</h4>
            <ul>
              {nodes.map(({ label, href }) => (
                <li key={label}>{href === null ? label : <a href={href}>{label}</a>}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
