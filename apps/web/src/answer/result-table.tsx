import { formatCell, tableOf, toTabbed } from '@numize/blocks'
import type { Cell, Result } from '@numize/semantic'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { ChartIcon, DownloadIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import type { CellPlace } from './citations.tsx'
import { CopyButton } from './copy-button.tsx'
import { downloadRows } from './download.ts'
import styles from './result-table.module.css'
import { nextSort, type Sort, sortedRows } from './sort-rows.ts'
import { useShownRows } from './use-shown-rows.ts'

interface Props {
  readonly id: string
  readonly title: string
  readonly result: Result
  /** Cells to point out. */
  readonly cited: readonly CellPlace[]
  /** null while the chart is shown, or where there is none. */
  readonly onShowChart: (() => void) | null
  /** A member of a dimension was chosen; absent = cells are only read. */
  readonly onPick?: (column: number, cell: Cell) => void
}

/** The rows, formatted: sorted by clicking a head, to copy or to take away as CSV; of many only those in view are drawn. */
export function ResultTable({ id, title, result, cited, onShowChart, onPick }: Props) {
  const [sort, setSort] = useState<Sort | null>(null)
  const order = useMemo(() => sortedRows(result, sort), [result, sort])
  if (result.columns.length === 0) return null
  return (
    <section className={`${controls['card']} ${styles['table']}`} id={id} aria-label="The rows of the answer">
      <div className={styles['tools']}>
        <p>{countOf(result)}</p>
        {onShowChart && (
          <button type="button" className={controls['quiet']} onClick={onShowChart}>
            <ChartIcon size={16} /> Show the chart
          </button>
        )}
        <CopyButton text={() => toTabbed(result)} label="Copy" />
        <button type="button" className={controls['quiet']} onClick={() => downloadRows(result, title)}>
          <DownloadIcon size={16} /> CSV
        </button>
      </div>
      <Rows
        result={result}
        rows={order}
        cited={cited}
        sort={sort}
        {...(onPick ? { onPick } : {})}
        onSort={(column) => setSort(nextSort(sort, column))}
      />
    </section>
  )
}

interface RowsProps {
  readonly result: Result
  /** Indexes into the result's rows, in the order shown. */
  readonly rows: readonly number[]
  readonly cited: readonly CellPlace[]
  readonly sort: Sort | null
  readonly onSort: (column: number) => void
  readonly onPick?: (column: number, cell: Cell) => void
}

function Rows({ result, rows, cited, sort, onSort, onPick }: RowsProps) {
  const { columns } = useMemo(() => tableOf({ ...result, rows: [] }), [result])
  const scroller = useScrollable()
  const shown = useShownRows(rows, cited, scroller.ref)
  return (
    <div className={styles['scroll']} data-long={shown.isLong || undefined} {...scroller}>
      <table data-single={columns.length === 1 || undefined} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ name, title, align }, at) => (
              <th
                key={name}
                scope="col"
                data-align={align}
                aria-sort={sort?.column === at ? sort.direction : 'none'}
              >
                <button type="button" onClick={() => onSort(at)}>
                  {title}
                  <i aria-hidden="true" />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={shown.before} columns={columns.length} />
          {shown.places.map((place) => (
            <Row
              key={rows[place]}
              row={rows[place] ?? 0}
              place={place}
              result={result}
              columns={columns}
              cited={cited}
              measure={shown.measure}
              {...(onPick ? { onPick } : {})}
            />
          ))}
          <Gap height={shown.after} columns={columns.length} />
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles['empty']}>No rows match this question.</p>}
    </div>
  )
}

/** The room of rows that are not drawn. */
const Gap = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 && (
    <tr aria-hidden="true" className={styles['gap']}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  )

interface RowProps extends Pick<RowsProps, 'result' | 'cited' | 'onPick'> {
  /** Index into the result's rows. */
  readonly row: number
  /** Index in the order shown. */
  readonly place: number
  readonly columns: ReturnType<typeof tableOf>['columns']
  readonly measure: (element: HTMLTableRowElement | null) => void
}

const Row = memo(function Row({ result, row, place, columns, cited, measure, onPick }: RowProps) {
  const cells = result.rows[row] ?? []
  const isCited = (column: string) => cited.some((cell) => cell.row === row && cell.column === column)
  return (
    <tr ref={measure} data-index={place} aria-rowindex={place + 2}>
      {columns.map(({ name, align }, at) => (
        <td
          key={name}
          data-align={align}
          data-role={result.columns[at]?.role}
          data-cited={isCited(name) || undefined}
        >
          {onPick && result.columns[at]?.role === 'dimension' ? (
            <button type="button" className={styles['pick']} onClick={() => onPick(at, cells[at] ?? null)}>
              <CellText cell={cells[at] ?? null} at={at} result={result} />
            </button>
          ) : (
            <CellText cell={cells[at] ?? null} at={at} result={result} />
          )}
        </td>
      ))}
    </tr>
  )
})

function CellText({ cell, at, result }: { cell: Cell; at: number; result: Result }) {
  const column = result.columns[at]
  if (!column) return null
  const isOpen =
    column.role === 'time' && result.incompleteFrom !== null && cell !== null && cell >= result.incompleteFrom
  return (
    <>
      <span dir="auto">{formatCell(cell, column)}</span>
      {isOpen && <small className={styles['open']}>not over yet</small>}
    </>
  )
}

/** A table larger than its place can be scrolled by keyboard too. */
function useScrollable() {
  const ref = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setOverflows(
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
      ),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return overflows ? { ref, tabIndex: 0, role: 'group', 'aria-label': 'Rows, can be scrolled' } : { ref }
}

function countOf({ rowCount, rows, truncated }: Result): string {
  const count = `${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}`
  return truncated ? `${count}, the first ${rows.length.toLocaleString('en-US')} shown` : count
}
