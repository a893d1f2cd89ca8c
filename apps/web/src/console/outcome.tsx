import { Notice } from '../answer/notice.tsx'
import { ResultTable } from '../answer/result-table.tsx'
import { SqlText } from '../answer/sql-text.tsx'
import { BlockedIcon } from '../icons.tsx'
import styles from './console.module.css'
import type { useSqlRun } from './use-sql-run.ts'

/** What came of a statement: rows, why there are none, or that it is still under way. */
export function Outcome({ state }: { state: ReturnType<typeof useSqlRun>['state'] }) {
  return (
    <div className={styles['outcome']} aria-busy={state.kind === 'running'}>
      <p className={styles['live']} aria-live="polite">
        {said(state)}
      </p>
      {state.kind === 'failed' && (
        <Notice tone="bad" icon={<BlockedIcon />} title="The statement did not run">
          <p>{state.reason}</p>
        </Notice>
      )}
      {state.kind === 'done' && (
        <>
          <ResultTable id="console-rows" title="sql" result={state.result} cited={[]} onShowChart={null} />
          <details className={styles['ran']}>
            <summary>What ran, with the rules of your slice in it</summary>
            <SqlText sql={state.result.sql} />
          </details>
        </>
      )}
    </div>
  )
}

function said(state: ReturnType<typeof useSqlRun>['state']): string {
  switch (state.kind) {
    case 'running':
      return 'Running…'
    case 'stopped':
      return 'Stopped.'
    case 'done':
      return `Done in ${(state.result.elapsedMs / 1000).toFixed(2)} s.`
    case 'ready':
    case 'failed':
      return ''
  }
}
