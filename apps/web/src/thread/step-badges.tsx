import { Loader } from '@mantine/core'
import type { Step } from '@numize/server/contract'
import { CheckIcon, CrossIcon } from '../icons.tsx'
import styles from './step-badges.module.css'

const WORDS: Record<Step['name'], { doing: string; done: string }> = {
  understand: { doing: 'Understanding', done: 'Understood' },
  propose: { doing: 'Asking a language model', done: 'A language model proposed' },
  check: { doing: 'Checking', done: 'Checked' },
  run: { doing: 'Running', done: 'Ran' },
  draw: { doing: 'Drawing', done: 'Drew' },
}
const ORDER = ['understand', 'propose', 'check', 'run', 'draw'] as const

export const wordsOf = ({ name, status }: Step): string =>
  status === 'done' ? WORDS[name].done : WORDS[name].doing

/** `180 ms`, `1.4 s`. */
export const readableTime = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`

/** The steps of a question, as far as they have come; a language model is only told of where one was asked. */
export function StepBadges({ steps, upcoming = false }: { steps: readonly Step[]; upcoming?: boolean }) {
  const known = new Map(steps.map((step) => [step.name, step]))
  const names = ORDER.filter((name) => known.has(name) || (upcoming && name !== 'propose'))
  return (
    <ol className={styles['steps']}>
      {names.map((name) => {
        const step = known.get(name)
        return (
          <li key={name} data-status={step?.status ?? 'waiting'}>
            <Sign status={step?.status} />
            <span>{step ? wordsOf(step) : WORDS[name].doing}</span>
            {step && step.status !== 'started' && <small>{readableTime(step.elapsedMs)}</small>}
          </li>
        )
      })}
    </ol>
  )
}

function Sign({ status }: { status: Step['status'] | undefined }) {
  if (status === 'started') return <Loader size={12} aria-hidden="true" />
  if (status === 'done') return <CheckIcon size={14} />
  if (status === 'failed') return <CrossIcon size={14} />
  return <i aria-hidden="true" />
}

/** A finished question's steps in one line that opens. */
export function FoldedSteps({ steps, summary }: { steps: readonly Step[]; summary: string }) {
  if (steps.length === 0) return <p className={styles['line']}>{summary}</p>
  const details = steps.filter(({ detail }) => detail !== '')
  return (
    <details className={styles['folded']}>
      <summary>{summary}</summary>
      <StepBadges steps={steps} />
      {details.length > 0 && (
        <ul className={styles['details']}>
          {details.map((step) => (
            <li key={step.name}>
              {wordsOf(step)}: {step.detail}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
