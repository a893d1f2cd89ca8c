import { Menu, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { ClockIcon, RetryIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './anomalies-panel.module.css'
import { Panel } from './panel.tsx'
import type { Told } from './told.ts'

type Scan = NonNullable<Told['anomalies']>
type Found = Scan['anomalies'][number]

const MOST_SHOWN = 8

interface Props {
  readonly scan: Scan
  readonly project: string
  readonly onAsk: (question: string) => void
}

/** Unusual days, each with what lies behind it; a snooze for what is known, and a plain threshold to look by. */
export function AnomaliesPanel({ scan, project, onAsk }: Props) {
  const { anomalies, holidays = [], rules, snoozed, skipped } = scan
  const [isWhole, setWhole] = useState(anomalies.length <= MOST_SHOWN)
  const shown = isWhole ? anomalies : anomalies.slice(0, MOST_SHOWN)
  return (
    <Panel title={anomalies.length + rules.length === 0 ? 'Nothing unusual' : 'Unusual days'}>
      {anomalies.length > 0 && (
        <ul className={styles['list']}>
          {shown.map((found, at) => (
            <Anomaly key={at} found={found} project={project} until={scan.until} />
          ))}
        </ul>
      )}
      {!isWhole && (
        <button type="button" className={controls['plain']} onClick={() => setWhole(true)}>
          Show {anomalies.length - shown.length} more
        </button>
      )}
      {holidays.length > 0 && (
        <div>
          <h4 className={styles['title']}>Your holidays</h4>
          <ul className={styles['rules']}>
            {holidays.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {rules.length > 0 && (
        <div>
          <h4 className={styles['title']}>Beyond the threshold, week against week</h4>
          <ul className={styles['rules']}>
            {rules.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <p className={styles['note']}>
        {scan.series} series of days from {scan.since} to before {scan.until}.
        {snoozed > 0 && ` ${snoozed} more ${snoozed === 1 ? 'is' : 'are'} snoozed.`}
        {skipped.length > 0 && ` No daily figures: ${skipped.join(', ')}.`}
      </p>
      <Threshold days={daysBetween(scan.since, scan.until)} onAsk={onAsk} />
    </Panel>
  )
}

function Anomaly({ found, project, until }: { found: Found; project: string; until: string }) {
  const { text, direction, confidence, cause } = found
  return (
    <li>
      <span className={styles['arrow']} data-direction={direction} aria-hidden>
        {direction === 'high' ? '▲' : '▼'}
      </span>
      <div>
        <p>
          {text} <small>{confidence > 0.99 ? 'over 99' : Math.round(confidence * 100)} % sure</small>
        </p>
        {cause?.verdict === 'explained' && <p className={styles['cause']}>{cause.summary}</p>}
      </div>
      <Snooze found={found} project={project} today={until} />
    </li>
  )
}

const SPANS = [
  ['a week', 7],
  ['a month', 30],
  ['three months', 91],
] as const

function Snooze({ found, project, today }: { found: Found; project: string; today: string }) {
  const [told, setTold] = useState('')
  const snooze = async (days: number): Promise<void> => {
    const until = dayAfter(today, days)
    const { metric } = found
    try {
      await call('POST /v1/projects/:project/snoozes', {
        params: { project },
        body: { metric, segment: segmentOf(found), until },
      })
      setTold(`Snoozed until ${until}`)
    } catch (error) {
      setTold(error instanceof Error ? sentence(error.message) : 'This could not be done. Try again.')
    }
  }
  return (
    <div className={styles['snooze']}>
      {told === '' && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <button type="button" className={controls['quiet']} aria-label={`Snooze ${found.label}`}>
              <ClockIcon size={16} /> Snooze
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Say nothing of it for</Menu.Label>
            {SPANS.map(([name, days]) => (
              <Menu.Item key={name} onClick={() => void snooze(days)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <span role="status">{told}</span>
    </div>
  )
}

/** `country=DE`, as a snooze names it; null is all of the metric. */
const segmentOf = ({ segment }: Found): string | null =>
  segment.length === 0
    ? null
    : segment.map(({ dimension, value }) => `${dimension.split('__').at(-1) ?? dimension}=${value}`).join(',')

const daysBetween = (start: string, end: string): number =>
  Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000)

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Looks again with a plain threshold beside the judgement. */
function Threshold({ days, onAsk }: { days: number; onAsk: (question: string) => void }) {
  const [percent, setPercent] = useState(15)
  return (
    <form
      className={styles['threshold']}
      onSubmit={(event) => {
        event.preventDefault()
        onAsk(`anomalies of the last ${days} days with changes above ${percent} %`)
      }}
    >
      <span>Also tell changes from week to week above</span>
      <NumberInput
        aria-label="Threshold in percent"
        className={styles['number'] ?? ''}
        value={percent}
        onChange={(value) => setPercent(Number(value) || 1)}
        min={1}
        max={500}
        suffix=" %"
        size="xs"
      />
      <button type="submit" className={controls['plain']}>
        <RetryIcon size={16} /> Look again
      </button>
    </form>
  )
}
