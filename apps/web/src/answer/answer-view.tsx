import type { Reply, Turn } from '@numize/server/contract'
import { useId, useState } from 'react'
import { InfoIcon, WarningIcon } from '../icons.tsx'
import styles from './answer-view.module.css'
import { ChartFigure } from './chart-figure.tsx'
import { type CellPlace, Citations } from './citations.tsx'
import { HowAnswered } from './how-answered.tsx'
import { ResultTable } from './result-table.tsx'
import { Understood } from './understood.tsx'

export type Answered = Extract<Reply, { status: 'answered' }>

/** The sentence, how the words were read, the chart, the table, and how it all came to be. */
export function AnswerView({ turn, reply }: { turn: Turn; reply: Answered }) {
  const { answer, result, reading } = reply
  const [cited, setCited] = useState<readonly CellPlace[]>([])
  const [asTable, setAsTable] = useState(false)
  const tableId = useId()
  return (
    <div className={styles['answer']}>
      <Citations narrative={answer.narrative} result={result} onCite={setCited} />
      <Understood reading={reading} />
      <Notes
        notes={answer.caveats}
        dropped={reading.dropped.map(({ reading: words, text }) => words || text)}
      />
      {answer.chart && !asTable && (
        <ChartFigure chart={answer.chart} tableId={tableId} onShowTable={() => setAsTable(true)} />
      )}
      <ResultTable
        id={tableId}
        title={turn.question}
        result={result}
        cited={cited}
        onShowChart={answer.chart && asTable ? () => setAsTable(false) : null}
      />
      <HowAnswered turn={turn} reply={reply} />
    </div>
  )
}

function Notes({ notes, dropped }: { notes: readonly string[]; dropped: readonly string[] }) {
  if (notes.length === 0 && dropped.length === 0) return null
  return (
    <ul className={styles['notes']}>
      {dropped.map((words) => (
        <li key={words} data-tone="warn">
          <WarningIcon size={16} />
          <span>
            Not applied: <strong>{words}</strong>. The answer does not take it into account.
          </span>
        </li>
      ))}
      {notes.map((note) => (
        <li key={note}>
          <InfoIcon size={16} />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  )
}
