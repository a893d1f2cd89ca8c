import { Select, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { call } from '../api/call.ts'
import { BlockedIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import type { PageProps } from '../shell/page-props.ts'
import controls from '../theme/controls.module.css'
import { keepDraft, readDraft } from '../thread/drafts.ts'
import styles from './console.module.css'
import { Outcome } from './outcome.tsx'
import { Past } from './past.tsx'
import { SqlEditor } from './sql-editor.tsx'
import { type SqlTables, TablesPanel } from './tables-panel.tsx'
import { useSqlRun } from './use-sql-run.ts'

/** SQL of one's own over the tables of one's slice: same filters, same masks as every other answer. */
export default function ConsolePage({ project }: PageProps) {
  const [slice, setSlice] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['sql-tables', project, slice],
    queryFn: () =>
      call('GET /v1/projects/:project/sql-tables', {
        params: { project },
        query: slice === null ? {} : { slice },
      }),
  })
  return (
    <PageFrame
      title="SQL console"
      intro="One SELECT at a time over the tables of your slice. Its row filters and masks hold here too."
      actions={data && data.slices.length > 1 && <SliceSelect tables={data} onSlice={setSlice} />}
      isWide
      isBusy={!data && !error}
    >
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="The tables cannot be shown">
          <p>{sentence(error.message)}</p>
          <button type="button" className={controls['plain']} onClick={() => void refetch()}>
            Try again
          </button>
        </Notice>
      )}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && data.refusal !== null && (
        <Notice tone="warn" icon={<BlockedIcon />} title="No SQL runs here">
          <p>{sentence(data.refusal)}</p>
        </Notice>
      )}
      {data?.refusal === null && <Console project={project} slice={slice} tables={data} />}
    </PageFrame>
  )
}

const SliceSelect = ({ tables, onSlice }: { tables: SqlTables; onSlice: (name: string | null) => void }) => (
  <Select
    aria-label="Slice"
    data={tables.slices.map(({ name, label }) => ({ value: name, label }))}
    value={tables.slice.name}
    onChange={onSlice}
    allowDeselect={false}
  />
)

interface ConsoleProps {
  readonly project: string
  readonly slice: string | null
  readonly tables: SqlTables
}

function Console({ project, slice, tables: { tables } }: ConsoleProps) {
  const place = `sql/${project}`
  const [sql, setSql] = useState(() => readDraft(place) || firstStatement(tables))
  const editor = useRef<HTMLTextAreaElement>(null)
  const { state, history, run, stop } = useSqlRun(project)
  const isRunning = state.kind === 'running'
  const write = (text: string) => {
    setSql(text)
    keepDraft(place, text)
  }
  const start = () => {
    if (sql.trim() !== '') void run({ sql, slice })
  }
  const insert = (name: string) => write(withInserted(sql, name, editor.current))
  return (
    <div className={styles['console']}>
      <TablesPanel tables={tables} onPick={insert} />
      <div className={styles['main']}>
        <SqlEditor
          ref={editor}
          value={sql}
          onChange={write}
          onRun={start}
          onStop={() => isRunning && stop()}
        />
        <div className={styles['tools']}>
          <button
            type="button"
            className={controls['primary']}
            onClick={start}
            disabled={isRunning || sql.trim() === ''}
          >
            Run
          </button>
          {isRunning && (
            <button type="button" className={controls['plain']} onClick={stop}>
              Stop
            </button>
          )}
          <p id="console-keys">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> runs, <kbd>Esc</kbd> stops. At most 10,000 rows, ten seconds.
          </p>
        </div>
        <Outcome state={state} />
        <Past history={history} onPick={write} />
      </div>
    </div>
  )
}

/** Something that runs, to begin with. */
function firstStatement(tables: SqlTables['tables']): string {
  const [table] = tables.toSorted((a, b) => b.columns.length - a.columns.length)
  return table ? `SELECT *\nFROM ${table.name}\nLIMIT 100` : ''
}

/** A name in place of what is selected; the caret ends behind it. */
function withInserted(sql: string, name: string, editor: HTMLTextAreaElement | null): string {
  const from = editor?.selectionStart ?? sql.length
  const to = editor?.selectionEnd ?? sql.length
  const gap = from > 0 && !/[\s(.,]$/.test(sql.slice(0, from)) ? ' ' : ''
  const caret = from + gap.length + name.length
  requestAnimationFrame(() => {
    editor?.focus()
    editor?.setSelectionRange(caret, caret)
  })
  return `${sql.slice(0, from)}${gap}${name}${sql.slice(to)}`
}
