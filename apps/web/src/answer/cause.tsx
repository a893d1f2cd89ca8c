import type { Turn } from '@numize/server/contract'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { keepTurn } from '../api/queries.ts'
import { DiveIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import type { Answered } from './answered.ts'
import styles from './cause.module.css'

interface Props {
  readonly cause: NonNullable<Answered['cause']>
  readonly turn: Turn
  readonly project: string
}

/** Why it changed: the verdict in sentences, each finding with its share of the change, and what was ruled out. */
export function Cause({ cause, turn, project }: Props) {
  const [problem, setProblem] = useState('')
  const dive = async (finding: number): Promise<void> => {
    try {
      const params = { project, turn: turn.id }
      keepTurn(
        project,
        await call('POST /v1/projects/:project/turns/:turn/dives', { params, body: { finding } }),
      )
    } catch (error) {
      setProblem(error instanceof Error ? sentence(error.message) : 'This could not be started. Try again.')
    }
  }
  return (
    <section className={styles['cause']} aria-label="Why it changed">
      <h3>{titles[cause.verdict]}</h3>
      {cause.findings.length === 0 ? (
        <p>{cause.summary}</p>
      ) : (
        <ol>
          {cause.findings.map(({ text, share, segment }, at) => (
            <li key={text}>
              <span className={styles['bar']} aria-hidden style={{ inlineSize: `${barOf(share)}%` }} />
              {text}
              {segment.length > 0 && (
                <button
                  type="button"
                  className={controls['quiet']}
                  aria-label={`Deep dive on ${segment.map(({ value }) => value).join(' and ')}`}
                  onClick={() => void dive(at)}
                >
                  <DiveIcon size={16} /> Deep dive on this
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {problem !== '' && <p role="alert">{problem}</p>}
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
