import type { Chart } from '@numize/blocks'
import type { Result } from '@numize/semantic'
import { useId, useState } from 'react'
import { ChartEditor, type OwnChart } from './chart-editor.tsx'
import { ChartFigure } from './chart-figure.tsx'
import type { CellPlace } from './citations.tsx'
import { ResultTable } from './result-table.tsx'
import { titleOf } from './title-of.ts'

interface Props {
  readonly result: Result
  readonly chart: Chart | null
  /** Of the whole; names the file it is taken away in. */
  readonly title: string
  /** Of the chart, where its columns do not say it. */
  readonly chartTitle?: string
  readonly cited: readonly CellPlace[]
  /** Of the table, where somebody else points at it. */
  readonly tableId?: string
}

/** The chart of a result and the table that says the same; either alone where that is wanted. */
export function Figures({ result, chart, title, chartTitle, cited, tableId }: Props) {
  const [asTable, setAsTable] = useState(false)
  const [isEdited, setEdited] = useState(false)
  const [own, setOwn] = useState<OwnChart | null>(null)
  const ownId = useId()
  const id = tableId ?? ownId
  const given = chart && { chart, title: chartTitle ?? titleOf(result) }
  const shown = own ?? given
  return (
    <>
      {given && shown && !asTable && (
        <>
          <ChartFigure
            chart={shown.chart}
            title={shown.title}
            tableId={id}
            onShowTable={() => setAsTable(true)}
            onEdit={() => setEdited(!isEdited)}
            isEdited={isEdited}
          />
          {isEdited && <ChartEditor result={result} given={given} shown={shown} onChange={setOwn} />}
        </>
      )}
      <ResultTable
        id={id}
        title={title}
        result={result}
        cited={cited}
        onShowChart={chart && asTable ? () => setAsTable(false) : null}
      />
    </>
  )
}
