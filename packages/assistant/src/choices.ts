import { formatCell } from '@numize/blocks'
import type { Reading } from '@numize/planner'
import type { Cell, QuestionPlan, Result } from '@numize/semantic'

/** One way to read a question, offered where several are close. */
export interface Choice {
  readonly label: string
  readonly reading: Reading
  /** What it would give, where that could be told in time. */
  readonly gives?: Gives
}

export interface Gives {
  readonly rowCount: number
  /** The answer itself, where it is a single cell; else null. */
  readonly value: Cell
  /** `3 rows`, `€1,240.50`. */
  readonly text: string
}

/** Time that all choices together may take before they are offered without what they would give. */
const LIMIT_MS = 500

/** The choices with what each would give, all asked for at once; one that fails or is late stands by itself. */
export function weighed(
  choices: readonly Choice[],
  fetch: (plan: QuestionPlan, signal: AbortSignal) => Promise<readonly Result[]>,
  cancelled?: AbortSignal,
): Promise<readonly Choice[]> {
  const late = AbortSignal.timeout(LIMIT_MS)
  const signal = cancelled ? AbortSignal.any([late, cancelled]) : late
  const tooLate = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
  const weigh = async (choice: Choice): Promise<Choice> => {
    const found = fetch(choice.reading.plan, signal).then(
      ([result]) => result ?? null,
      () => null,
    )
    const result = await Promise.race([found, tooLate])
    return result ? { ...choice, gives: givenBy(result) } : choice
  }
  return Promise.all(choices.map(weigh))
}

function givenBy({ rowCount, rows, columns }: Result): Gives {
  const [column, ...others] = columns
  const value = rowCount === 1 && others.length === 0 ? (rows[0]?.[0] ?? null) : null
  if (column && value !== null) return { rowCount, value, text: formatCell(value, column) }
  const count =
    rowCount === 0 ? 'no rows' : rowCount === 1 ? '1 row' : `${rowCount.toLocaleString('en-US')} rows`
  return { rowCount, value, text: count }
}
