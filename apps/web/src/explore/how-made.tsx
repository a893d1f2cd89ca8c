import type { Result } from '@numize/semantic'
import { CopyButton } from '../answer/copy-button.tsx'
import how from '../answer/how-answered.module.css'
import { Lines, Section } from '../answer/section.tsx'
import { SqlText } from '../answer/sql-text.tsx'

/** Where the rows come from: definitions, what is in force, the SQL, the run. */
export function HowMade({ result }: { result: Result }) {
  const { metrics, filters, policies, joins } = result.explanation
  const inForce = [...filters.map(({ text }) => text), ...policies.map(({ text }) => text)]
  return (
    <details className={how['how']}>
      <summary>
        <span>How this was made</span>
        <small>{result.cached ? 'from the store' : 'fresh'}</small>
      </summary>
      <div className={how['body']}>
        <Section title="Definitions">
          <Lines lines={metrics.map(({ label, definition }) => `${label}: ${definition}`)} />
        </Section>
        <Section title="In force">
          {inForce.length === 0 ? (
            <p>No filter and no policy: all rows count.</p>
          ) : (
            <Lines lines={[...new Set(inForce)]} />
          )}
        </Section>
        {joins.length > 0 && (
          <Section title="Joined by">
            <Lines lines={joins} />
          </Section>
        )}
        <Section title="SQL" isWide tools={<CopyButton text={() => result.sql} label="Copy SQL" />}>
          <SqlText sql={result.sql} />
        </Section>
        <Section title="Run">
          <p>
            <code>{result.runHash}</code>
          </p>
        </Section>
      </div>
    </details>
  )
}
