import type { CatalogView } from '@numize/server/contract'
import { CrossIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './explore-page.module.css'
import { labelOf } from './options.ts'
import { isWhole, type View, type ViewFilter } from './view.ts'

interface Props {
  readonly view: View
  readonly catalog: CatalogView
  readonly onChange: (view: View) => void
}

/** What narrows the view, one step each; a step taken away leaves the others. */
export function Breadcrumb({ view, catalog, onChange }: Props) {
  if (!view.filters.some(isWhole)) return null
  return (
    <nav className={styles['breadcrumb']} aria-label="Drilled down to">
      <ol>
        <li>
          <button
            type="button"
            className={controls['quiet']}
            onClick={() => onChange({ ...view, filters: [] })}
          >
            Everything
          </button>
        </li>
        {view.filters.filter(isWhole).map((filter) => (
          <li key={wordsOf(filter, catalog)}>
            <span>{wordsOf(filter, catalog)}</span>
            <button
              type="button"
              className={controls['icon']}
              aria-label={`Take away: ${wordsOf(filter, catalog)}`}
              onClick={() => onChange({ ...view, filters: view.filters.filter((one) => one !== filter) })}
            >
              <CrossIcon size={14} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const wordsOf = ({ path, is, values }: ViewFilter, catalog: CatalogView): string =>
  `${labelOf(catalog, path)} ${is} ${values.map(String).join(' or ')}`.trim()
