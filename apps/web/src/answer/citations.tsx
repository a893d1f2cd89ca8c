import { Tooltip } from '@mantine/core'
import type { Answer, Citation } from '@numize/blocks'
import { formatCell } from '@numize/blocks'
import type { Result } from '@numize/semantic'
import styles from './citations.module.css'

/** A cell of the result, by its row and its column's name. */
export interface CellPlace {
  readonly row: number
  readonly column: string
}

interface Props {
  readonly narrative: Answer['narrative']
  readonly result: Result
  /** Told which cells the pointer or the focus asks for; none when it leaves. */
  readonly onCite: (cells: readonly CellPlace[]) => void
  /** Asked to bring the cited cells into view. */
  readonly onGoTo: () => void
}

/** The answer's sentence; each of its claims points at the cells it was looked up in. */
export function Citations({ narrative, result, onCite, onGoTo }: Props) {
  return (
    <p className={styles['sentence']} dir="auto">
      {piecesOf(narrative).map(({ text, citation }, at) =>
        citation && citation.cells.length > 0 ? (
          <Tooltip key={at} label={sourceOf(citation, result)} withArrow multiline maw={340} openDelay={150}>
            <button
              type="button"
              className={styles['cite']}
              data-figure={/\d/.test(text) || undefined}
              onMouseEnter={() => onCite(citation.cells)}
              onMouseLeave={({ currentTarget }) => {
                if (currentTarget !== document.activeElement) onCite([])
              }}
              onFocus={() => onCite(citation.cells)}
              onBlur={() => onCite([])}
              onClick={onGoTo}
            >
              {text}
            </button>
          </Tooltip>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </p>
  )
}

interface Piece {
  readonly text: string
  readonly citation: Citation | null
}

/** The text cut at its citations; of two that overlap the first counts. */
function piecesOf({ text, citations }: Answer['narrative']): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const citation of citations.toSorted((a, b) => a.span[0] - b.span[0])) {
    const [start, end] = citation.span
    if (start < at || end <= start) continue
    if (start > at) pieces.push({ text: text.slice(at, start), citation: null })
    pieces.push({ text: text.slice(start, end), citation })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), citation: null })
  return pieces
}

const FORMULAS: Record<Citation['formula'], string> = {
  value: '',
  sum: 'The sum of ',
  average: 'The average of ',
  count: 'The count of ',
  difference: 'The difference of ',
  ratio: 'The ratio of ',
  percentChange: 'The change between ',
  share: 'The share of ',
  direction: 'The direction between ',
  highest: 'The highest of ',
  lowest: 'The lowest of ',
}
const MOST_CELLS = 2

/** Where a claim comes from, in words: `Card spend, May 2026: $1,240,000.00`. */
function sourceOf({ cells, formula }: Citation, result: Result): string {
  const named = cells.slice(0, MOST_CELLS).map((cell) => describeCell(cell, result))
  const rest = cells.length - named.length
  return `${FORMULAS[formula]}${named.join(' and ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function describeCell({ row, column }: CellPlace, result: Result): string {
  const index = result.columns.findIndex(({ name }) => name === column)
  const meta = result.columns[index]
  const cells = result.rows[row]
  if (!meta || !cells) return 'the whole answer'
  const labels = result.columns.flatMap((other, at) =>
    at !== index && (other.role === 'time' || other.role === 'dimension' || other.role === 'entity')
      ? [formatCell(cells[at] ?? null, other)]
      : [],
  )
  return `${[meta.label, ...labels].join(', ')}: ${formatCell(cells[index] ?? null, meta)}`
}
