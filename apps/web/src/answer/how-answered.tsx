import { Progress } from '@mantine/core'
import type { Part } from '@numize/planner'
import type { Explanation, Origin, SampleRead } from '@numize/semantic'
import type { Turn } from '@numize/server/contract'
import type { ReactNode } from 'react'
import { readableTime } from '../thread/step-badges.tsx'
import type { Answered } from './answered.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './how-answered.module.css'
import { distinctParts } from './parts.ts'
import { Lines, Section } from './section.tsx'
import { Checks, Sources, Tried } from './sources.tsx'
import { SqlText } from './sql-text.tsx'

/** Everything a reader needs to check an answer, folded away until asked for. */
export function HowAnswered({ turn, reply }: { turn: Turn; reply: Answered }) {
  const { reading, result } = reply
  const { score, reasons } = reading.confidence
  return (
    <details className={styles['how']}>
      <summary>
        <span>How this was answered</span>
        <small>{confidenceWord(score)} confidence</small>
      </summary>
      <div className={styles['body']}>
        <Section title="Understood as">
          <Parts stated={reading.stated} assumed={reading.assumed} dropped={reading.dropped} />
        </Section>
        <Section title="Confidence">
          <Confidence score={score} reasons={reasons} />
        </Section>
        <Definitions metrics={result.explanation.metrics} />
        <Sources sources={reply.sources ?? []} />
        <Data explanation={result.explanation} />
        <Origins origins={result.explanation.origins ?? []} />
        <Section title="In force">
          <InForce explanation={result.explanation} />
        </Section>
        <Checks checks={reply.checks ?? []} />
        <Tried tried={reply.tried ?? []} />
        <Section title="SQL" isWide tools={<CopyButton text={() => result.sql} label="Copy SQL" />}>
          <SqlText sql={result.sql} />
        </Section>
        <Section title="Run">
          <Run turn={turn} reply={reply} />
        </Section>
      </div>
    </details>
  )
}

type PartsProps = Record<'stated' | 'assumed' | 'dropped', readonly Part[]>

function Parts({ stated, assumed, dropped }: PartsProps) {
  const rows = [
    ...distinctParts(stated).map((part) => ({ part, from: part.text === '' ? 'you' : `“${part.text}”` })),
    ...distinctParts(assumed).map((part) => ({ part, from: 'assumed' })),
    ...distinctParts(dropped).map((part) => ({ part, from: 'not applied' })),
  ]
  if (rows.length === 0) return <p>Nothing was read from the words.</p>
  return (
    <table className={styles['parts']}>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Read as</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, from }, at) => (
          <tr key={at}>
            <td>{part.kind}</td>
            <td>{part.reading}</td>
            <td data-from={from}>{from}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const confidenceWord = (score: number): string => (score >= 0.85 ? 'High' : score >= 0.6 ? 'Fair' : 'Low')

function Confidence({ score, reasons }: { score: number; reasons: readonly string[] }) {
  const percent = Math.round(score * 100)
  return (
    <>
      <div className={styles['confidence']}>
        <strong>{score.toFixed(2)}</strong>
        <Progress value={percent} size="sm" radius="xl" aria-label={`Confidence ${percent} %`} />
        <span>{confidenceWord(score)}</span>
      </div>
      <Lines lines={reasons} />
    </>
  )
}

function Definitions({ metrics }: { metrics: Explanation['metrics'] }) {
  if (metrics.length === 0) return null
  return (
    <Section title="Definitions">
      <dl className={styles['definitions']}>
        {metrics.map(({ name, label, definition, description }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              {description !== null && <p>{description}</p>}
              <code>{definition}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Data({ explanation: { columns, joins } }: { explanation: Explanation }) {
  const tables = new Map<string, string[]>()
  for (const { relation, column } of columns) tables.set(relation, [...(tables.get(relation) ?? []), column])
  if (tables.size === 0 && joins.length === 0) return null
  return (
    <Section title="Tables and columns">
      <dl className={styles['definitions']}>
        {[...tables].map(([relation, names]) => (
          <div key={relation}>
            <dt>
              <code>{relation}</code>
            </dt>
            <dd>{names.join(', ')}</dd>
          </div>
        ))}
        {joins.length > 0 && (
          <div>
            <dt>Joined by</dt>
            <dd>
              <Lines lines={joins} />
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}

/** Where the rows come from, as dbt tells it, and what is wrong there. */
function Origins({ origins }: { origins: readonly Origin[] }) {
  if (origins.length === 0) return null
  return (
    <Section title="From dbt">
      <dl className={styles['definitions']}>
        {origins.map(({ relation, model, upstream, sources, problems }) => (
          <div key={relation}>
            <dt>{model}</dt>
            <dd>
              {upstream.length > 0 && <p>Built from {upstream.join(', ')}</p>}
              {sources.length > 0 && <p>Raw data: {sources.join(', ')}</p>}
              {problems.length > 0 ? <Lines lines={problems} /> : <p>No failing test is known.</p>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

const FROM = { plan: 'your question', metric: 'the definition of the metric', policy: 'a policy' } as const

function InForce({ explanation: { filters, policies, sample } }: { explanation: Explanation }) {
  const masks = policies.filter(({ kind }) => kind === 'mask')
  const rowFilters = policies.filter(({ kind }) => kind === 'rowFilter')
  const lines = [
    ...(sample ? [sampleLine(sample)] : []),
    ...filters.map(({ text, from }) => `${text} (from ${FROM[from]})`),
    ...rowFilters.map(({ model, text }) => `Only rows you may see of ${model}: ${text}`),
    ...masks.map(({ model, text }) => `Masked in ${model}: ${text}`),
  ]
  if (lines.length === 0) return <p>No filter and no policy: all rows count.</p>
  return <Lines lines={[...new Set(lines)]} />
}

const sampleLine = ({ share, by }: SampleRead): string =>
  `Estimated from ${Number((share * 100).toPrecision(6))} % of the rows: ${by
    .map(({ model, entity }) => `${model} by ${entity}`)
    .join(', ')}, the same rows each time`

function Run({ turn, reply: { result } }: { turn: Turn; reply: Answered }) {
  const asked = new Date(turn.askedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <dl className={styles['run']}>
      <Fact name="Read as of">{turn.now.replace('T', ' ')}</Fact>
      <Fact name="Asked">{asked}</Fact>
      <Fact name="Time taken">
        {readableTime(result.elapsedMs)}, {result.cached ? 'from the store' : 'fresh'}
      </Fact>
      <Fact name="Data version" isHash>
        {result.dataVersion}
      </Fact>
      <Fact name="Run hash" isHash>
        {result.runHash}
      </Fact>
    </dl>
  )
}

function Fact({ name, isHash = false, children }: { name: string; isHash?: boolean; children: ReactNode }) {
  return (
    <div data-hash={isHash || undefined}>
      <dt>{name}</dt>
      <dd>{isHash ? <code>{children}</code> : children}</dd>
    </div>
  )
}
