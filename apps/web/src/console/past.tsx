import { when } from '../account/when.ts'
import styles from './console.module.css'
import type { Run } from './history.ts'

interface Props {
  readonly history: readonly Run[]
  readonly onPick: (sql: string) => void
}

/** Statements run here before; one is taken back into the editor. */
export const Past = ({ history, onPick }: Props) =>
  history.length === 0 ? null : (
    <details className={styles['past']}>
      <summary>Run before ({history.length})</summary>
      <ul>
        {history.map(({ sql, at, outcome, failed }) => (
          <li key={sql}>
            <button type="button" onClick={() => onPick(sql)}>
              <code>{sql.replaceAll(/\s+/g, ' ')}</code>
              <small data-failed={failed || undefined}>
                {when(at)}: {outcome}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
