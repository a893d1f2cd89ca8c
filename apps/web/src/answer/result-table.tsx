import { formatCell, tableOf, toCsv, toTabbed } from '@numize/blocks'
import type { Cell, Result } from '@numize/semantic'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ChartIcon, ChevronIcon, DownloadIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import type { CellPlace } from './citations.tsx'
import { CopyButton } from './copy-button.tsx'
import { download } from './download.ts'
import styles from './result-table.module.css'
import { nextSort, type Sort, sortedRows } from './sort-rows.ts'

const ROWS_PER_PAGE = 15

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

/** The rows, formatted: sorted by clicking a head, a page at a time, to copy or to take away as CSV. */
export function ResultTable({ id, title, result, cited, onShowChart, onPick }: Props) {
  const [sort, setSort] = useState<Sort | null>(null)
  const [page, setPage] = useState(0)
  const order = useMemo(() => sortedRows(result, sort), [result, sort])
  const pages = Math.max(1, Math.ceil(order.length / ROWS_PER_PAGE))
  const citedAt = cited[0] === undefined ? -1 : order.indexOf(cited[0].row)
  const shownPage = citedAt < 0 ? page : Math.floor(citedAt / ROWS_PER_PAGE)
  const rows = order.slice(shownPage * ROWS_PER_PAGE, (shownPage + 1) * ROWS_PER_PAGE)
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
        <button
          type="button"
          className={controls['quiet']}
          onClick={() => download(`${fileName(title)}.csv`, toCsv(result))}
        >
          <DownloadIcon size={16} /> CSV
        </button>
      </div>
      <Rows
        result={result}
        rows={rows}
        cited={cited}
        sort={sort}
        {...(onPick ? { onPick } : {})}
        onSort={(column) => {
          setSort(nextSort(sort, column))
          setPage(0)
        }}
      />
      {pages > 1 && <Pager page={shownPage} pages={pages} onPage={setPage} />}
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
  const isCited = (row: number, column: string) =>
    cited.some((cell) => cell.row === row && cell.column === column)
  const scroller = useScrollable()
  return (
    <div className={styles['scroll']} {...scroller}>
      <table data-single={columns.length === 1 || undefined}>
        <thead>
          <tr>
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
          {rows.map((row) => (
            <tr key={row}>
              {columns.map(({ name, align }, at) => (
                <td
                  key={name}
                  data-align={align}
                  data-role={result.columns[at]?.role}
                  data-cited={isCited(row, name) || undefined}
                >
                  {onPick && result.columns[at]?.role === 'dimension' ? (
                    <button
                      type="button"
                      className={styles['pick']}
                      onClick={() => onPick(at, result.rows[row]?.[at] ?? null)}
                    >
                      <CellText cell={result.rows[row]?.[at] ?? null} at={at} result={result} />
                    </button>
                  ) : (
                    <CellText cell={result.rows[row]?.[at] ?? null} at={at} result={result} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles['empty']}>No rows match this question.</p>}
    </div>
  )
}

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

/** A table wider than its place can be scrolled by keyboard too. */
function useScrollable() {
  const ref = useRef<HTMLDivElement>(null)
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth + 1))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return overflows ? { ref, tabIndex: 0, role: 'group', 'aria-label': 'Rows, scrolls sideways' } : { ref }
}

interface PagerProps {
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
}

const Pager = ({ page, pages, onPage }: PagerProps) => (
  <nav className={styles['pager']} aria-label="Pages of the table">
    <button
      type="button"
      className={controls['icon']}
      disabled={page === 0}
      onClick={() => onPage(page - 1)}
      aria-label="Previous page"
    >
      <ChevronIcon size={16} />
    </button>
    <span>
      Page {page + 1} of {pages}
    </span>
    <button
      type="button"
      className={controls['icon']}
      disabled={page === pages - 1}
      onClick={() => onPage(page + 1)}
      aria-label="Next page"
    >
      <ChevronIcon size={16} />
    </button>
  </nav>
)

function countOf({ rowCount, rows, truncated }: Result): string {
  const count = `${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}`
  return truncated ? `${count}, the first ${rows.length.toLocaleString('en-US')} shown` : count
}

/** What a spreadsheet takes from the clipboard; cells that it would run as formulas are disarmed as in the CSV. */
const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60) || 'answer'
