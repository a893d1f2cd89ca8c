import { NumberInput, Slider } from '@mantine/core'
import { formatNumber } from '@numize/blocks'
import { useState } from 'react'
import type { Answered } from '../answer/answered.ts'
import { RetryIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import { Panel } from './panel.tsx'
import { percentIn, withPercent } from './percent-in.ts'
import styles from './what-if-panel.module.css'

type WhatIf = NonNullable<Answered['whatIf']>
type Row = WhatIf['metrics'][number]

const MOST_PERCENT = 100
const ROLES = { changed: 'Changed', along: 'Moves along', follows: 'Follows' } as const

interface Props {
  readonly whatIf: WhatIf
  readonly question: string
  readonly onAsk: (question: string) => void
}

/** Each metric as it was beside as it would be, and the change itself to turn. */
export function WhatIfPanel({ whatIf, question, onAsk }: Props) {
  const stated = percentIn(question)
  return (
    <Panel title="Actual beside changed">
      <ul className={styles['rows']}>
        {whatIf.metrics.map((row) => (
          <Pair key={row.metric} row={row} />
        ))}
      </ul>
      {whatIf.held.length > 0 && (
        <p className={styles['note']}>Kept as they are: {whatIf.held.join(', ')}.</p>
      )}
      {whatIf.notRecomputed.length > 0 && (
        <p className={styles['note']}>Not worked out: {whatIf.notRecomputed.join(', ')}.</p>
      )}
      {stated !== null && <Turn percent={stated} onTurn={(to) => onAsk(withPercent(question, to))} />}
    </Panel>
  )
}

function Pair({ row: { column, role, segment, whole } }: { row: Row }) {
  const shown = (value: number | null): string =>
    value === null ? 'not known' : formatNumber(value, column.unit, { prose: true })
  const scenarios = [
    ...(segment ? [{ name: 'In the segment', ...segment }] : []),
    { name: segment ? 'Overall' : '', ...whole },
  ]
  return (
    <li>
      <p className={styles['name']}>
        {column.label} <small>{ROLES[role]}</small>
      </p>
      {scenarios.map(({ name, actual, whatIf }) => (
        <div key={name} className={styles['scenario']}>
          {name !== '' && <span className={styles['where']}>{name}</span>}
          <Bar value={actual} of={Math.max(actual ?? 0, whatIf ?? 0)} text={`Actual ${shown(actual)}`} />
          <Bar
            value={whatIf}
            of={Math.max(actual ?? 0, whatIf ?? 0)}
            text={`Changed ${shown(whatIf)}${differenceOf(actual, whatIf)}`}
            isChanged
          />
        </div>
      ))}
    </li>
  )
}

interface BarProps {
  readonly value: number | null
  readonly of: number
  readonly text: string
  readonly isChanged?: boolean
}

const Bar = ({ value, of, text, isChanged = false }: BarProps) => (
  <div className={styles['bar']} data-changed={isChanged || undefined}>
    <span aria-hidden style={{ inlineSize: `${value === null || of <= 0 ? 0 : (value / of) * 100}%` }} />
    <small>{text}</small>
  </div>
)

function differenceOf(actual: number | null, changed: number | null): string {
  if (actual === null || changed === null || actual === 0) return ''
  const share = (changed - actual) / Math.abs(actual)
  return ` (${share < 0 ? '−' : '+'}${formatNumber(Math.abs(share), { kind: 'percent' })})`
}

/** Asks the same with another percentage. */
function Turn({ percent, onTurn }: { percent: number; onTurn: (percent: number) => void }) {
  const [to, setTo] = useState(percent)
  return (
    <form
      className={styles['turn']}
      onSubmit={(event) => {
        event.preventDefault()
        onTurn(to)
      }}
    >
      <span className={styles['ask']}>Change it by</span>
      <Slider
        className={styles['slider'] ?? ''}
        thumbLabel="Percentage"
        value={Math.min(MOST_PERCENT, to)}
        onChange={setTo}
        min={0}
        max={MOST_PERCENT}
        step={1}
        label={(value) => `${value} %`}
      />
      <NumberInput
        aria-label="Percentage"
        className={styles['number'] ?? ''}
        value={to}
        onChange={(value) => setTo(Number(value) || 0)}
        min={0}
        max={1000}
        suffix=" %"
        size="xs"
      />
      <button type="submit" className={controls['plain']} disabled={to === percent}>
        <RetryIcon size={16} /> Work it out
      </button>
    </form>
  )
}
