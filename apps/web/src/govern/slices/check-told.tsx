import styles from '../govern.module.css'
import type { SliceCheck } from './slice-queries.ts'
import { toneOf } from './tone-of.ts'

const WEIGHTS = { blocker: 'bad', warning: 'warn', hint: undefined } as const

/** How ready a draft is, what it changes and what it breaks. */
export const CheckTold = ({ told: { readiness, diff, broken } }: { told: SliceCheck }) => (
  <>
    <div className={styles['row']}>
      <span className={styles['badge']} data-tone={toneOf(readiness.score)}>
        Readiness {readiness.score} of 100
      </span>
      <span>{readiness.looked} things were looked at.</span>
    </div>
    <Told title="It changes" lines={diff} none="Nothing: it is as what is in force." />
    {broken.length > 0 && <Told title="It breaks" lines={broken} none="" tone="bad" />}
    {broken.length === 0 && <p>No approved question and no board breaks.</p>}
    {readiness.points.length > 0 && (
      <details open={readiness.points.some(({ weight }) => weight === 'blocker')}>
        <summary>What to mend ({readiness.points.length})</summary>
        <ul className={styles['list']}>
          {readiness.points.map(({ weight, place, text, mend }) => (
            <li key={`${place} ${text}`}>
              <div>
                <strong>{text}</strong>
                <small>
                  {mend} ({place})
                </small>
              </div>
              <span className={styles['badge']} data-tone={WEIGHTS[weight]}>
                {weight}
              </span>
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
)

interface ToldProps {
  readonly title: string
  readonly lines: readonly string[]
  readonly none: string
  readonly tone?: 'bad'
}

const Told = ({ title, lines, none, tone }: ToldProps) => (
  <div>
    <h3 data-tone={tone}>{title}</h3>
    {lines.length === 0 ? (
      <p>{none}</p>
    ) : (
      <ul className={styles['lines']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )}
  </div>
)
