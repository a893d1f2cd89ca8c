import { Textarea, TextInput } from '@mantine/core'
import { type Chart, chooseChart } from '@numize/blocks'
import type { Result } from '@numize/semantic'
import { type FormEvent, useState } from 'react'
import controls from '../theme/controls.module.css'
import styles from './chart-editor.module.css'
import { readSpec, specText } from './chart-spec.ts'

/** A chart as somebody wants it, with its title. */
export interface OwnChart {
  readonly chart: Chart
  readonly title: string
}

interface Props {
  readonly result: Result
  /** As Numize drew it. */
  readonly given: OwnChart
  readonly shown: OwnChart
  readonly onChange: (own: OwnChart) => void
}

const KINDS = { line: 'Line', bar: 'Bars', area: 'Area', pie: 'Pie', scatter: 'Dots' } as const

/** What a chart is drawn as, what it is called, and all of it as Vega-Lite; each can be put back. */
export function ChartEditor({ result, given, shown, onChange }: Props) {
  const [title, setTitle] = useState(shown.title)
  const [text, setText] = useState(specText(shown.chart.spec))
  const [problem, setProblem] = useState<string | null>(null)
  const show = (own: OwnChart) => {
    setTitle(own.title)
    setText(specText(own.chart.spec))
    setProblem(null)
    onChange(own)
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const read = readSpec(text, shown.chart.spec)
    if ('problem' in read) return setProblem(read.problem)
    const isRedrawn = text !== specText(shown.chart.spec)
    const alt = isRedrawn
      ? `${title}, drawn as somebody chose. The table holds the same rows.`
      : shown.chart.alt
    show({ title: title.trim() || given.title, chart: { ...shown.chart, spec: read.spec, alt } })
  }
  return (
    <form className={styles['editor']} aria-label="Change the chart" onSubmit={apply}>
      <Kinds result={result} shown={shown} onChoose={(chart) => show({ chart, title })} />
      <TextInput
        label="Title"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={200}
      />
      <details>
        <summary>All of it, as Vega-Lite</summary>
        <Textarea
          aria-label="Specification"
          description="Columns are called c0, c1 … by their place in the table, and t0, t1 … as they read. The rows stay those of the answer."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: styles['spec'] ?? '' }}
          spellCheck={false}
          autosize
          minRows={8}
          maxRows={22}
        />
      </details>
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['end']}>
        <button type="submit" className={controls['primary']}>
          Apply
        </button>
        <button type="button" className={controls['plain']} onClick={() => show(given)}>
          As it was
        </button>
      </div>
    </form>
  )
}

interface KindsProps extends Pick<Props, 'result' | 'shown'> {
  readonly onChoose: (chart: Chart) => void
}

/** The kinds of chart that fit the rows. */
function Kinds({ result, shown, onChoose }: KindsProps) {
  const kinds = Object.entries(KINDS).flatMap(([kind, label]) => {
    const chart = chooseChart(result, kind)
    return chart && chart.kind.toLowerCase().includes(kind) ? [{ kind, label, chart }] : []
  })
  if (kinds.length < 2) return null
  return (
    <fieldset>
      <legend>Drawn as</legend>
      {kinds.map(({ kind, label, chart }) => (
        <button
          key={kind}
          type="button"
          className={controls['plain']}
          aria-pressed={chart.kind === shown.chart.kind}
          onClick={() => onChoose(chart)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
