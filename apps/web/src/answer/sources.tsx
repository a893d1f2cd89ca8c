import type { Answered } from './answered.ts'
import styles from './how-answered.module.css'
import { Lines, Section } from './section.tsx'

type Source = NonNullable<Answered['sources']>[number]

const KINDS: Readonly<Record<Source['kind'], string>> = {
  metric: 'metric',
  table: 'table',
  column: 'column',
  join: 'join',
  dbt: 'dbt',
  question: 'earlier question',
  playbook: 'document',
}

/** The definitions, tables and passages an answer rests on or that speak of it. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null
  return (
    <Section title="Sources">
      <ol className={styles['sources']}>
        {sources.map(({ id, kind, title, text }) => (
          <li key={id}>
            <p>
              <strong>{title}</strong> <small>{KINDS[kind]}</small>
            </p>
            {text !== '' && <blockquote>{text}</blockquote>}
          </li>
        ))}
      </ol>
    </Section>
  )
}

type Check = NonNullable<Answered['checks']>[number]

const CHECKS: Readonly<Record<Check['name'], string>> = {
  'parts and total': 'Whether the groups add up to the total',
  shares: 'Whether shares lie between none and all',
  counts: 'Whether no count is below nothing',
  'rows of the list': 'Whether a join repeated rows',
  period: 'Whether the data covers the period',
  values: 'Whether columns hold something',
  ties: 'Whether the limit cut equals',
}
const OUTCOMES: Readonly<Record<Check['outcome'], string>> = {
  passed: 'yes, as it should be',
  noted: 'see the note',
  failed: 'no',
  'not finished': 'not finished in time',
}

/** How the rows were checked before they were told. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null
  return (
    <Section title="Checked">
      <Lines lines={checks.map(({ name, outcome }) => `${CHECKS[name]}: ${OUTCOMES[outcome]}`)} />
    </Section>
  )
}

/** How it was carried out where the first attempt failed. */
export function Tried({ tried }: { tried: NonNullable<Answered['tried']> }) {
  if (tried.length === 0) return null
  return (
    <Section title="Tried">
      <Lines lines={tried.map(({ what, outcome }) => `${what}: ${outcome}`)} />
    </Section>
  )
}
