import type { Answered } from './answered.ts'
import styles from './cause.module.css'

/** Why it changed: the verdict in sentences, each finding with its share of the change, and what was ruled out. */
export function Cause({ cause }: { cause: NonNullable<Answered['cause']> }) {
  return (
    <section className={styles['cause']} aria-label="Why it changed">
      <h3>{titles[cause.verdict]}</h3>
      {cause.findings.length === 0 ? (
        <p>{cause.summary}</p>
      ) : (
        <ol>
          {cause.findings.map(({ text, share }) => (
            <li key={text}>
              <span className={styles['bar']} aria-hidden style={{ inlineSize: `${barOf(share)}%` }} />
              {text}
            </li>
          ))}
        </ol>
      )}
      {cause.ruledOut.length > 0 && <p className={styles['calm']}>{cause.ruledOut.join(' ')}</p>}
    </section>
  )
}

const titles = {
  explained: 'What moved it',
  broad: 'No single cause in these dimensions',
  noise: 'Nothing unusual',
  unknown: 'Nothing to compare',
} as const

const barOf = (share: number | null): number => Math.min(100, Math.max(0, Math.round((share ?? 0) * 100)))
