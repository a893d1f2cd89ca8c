import { Loader, Skeleton, VisuallyHidden } from '@mantine/core'
import type { Dive } from '@numize/server/contract'
import { useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { BlockedIcon, CheckIcon, ClockIcon, CrossIcon, DiveIcon, RetryIcon, StopIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { readableTime } from '../thread/step-badges.tsx'
import { DiveReportView } from './dive-report.tsx'
import { Looks } from './looks.tsx'
import styles from './run-card.module.css'
import { actOn, useDive } from './use-dive.ts'
import { useSeconds } from './use-seconds.ts'

interface Props {
  readonly project: string
  readonly id: string
  /** What changed, in a few words. */
  readonly about: string
  readonly onAsk: (question: string) => void
}

/** A deep dive in its thread: its looks as they come, a stop that stops, and in the end its report. */
export function RunCard({ project, id, about, onAsk }: Props) {
  const { data: dive, error, refetch } = useDive(project, id)
  if (error)
    return (
      <Notice tone="bad" icon={<BlockedIcon />} title="This deep dive cannot be shown">
        <p>{sentence(error.message)}</p>
        <button type="button" className={controls['plain']} onClick={() => void refetch()}>
          <RetryIcon size={16} /> Try again
        </button>
      </Notice>
    )
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-label={`Deep dive: ${about}`}>
      <header className={styles['head']}>
        <span className={styles['mark']}>
          <DiveIcon size={20} />
        </span>
        <div className={styles['title']}>
          <h3>{about}</h3>
          {dive ? <Progress dive={dive} /> : <Skeleton height={12} width="40%" mt={6} />}
        </div>
        {dive && <Controls dive={dive} project={project} />}
      </header>
      {dive && dive.state !== 'done' && <Budget dive={dive} />}
      {dive && <Told dive={dive} project={project} onAsk={onAsk} />}
      <VisuallyHidden role="status" aria-live="polite">
        {dive && aloud(dive)}
      </VisuallyHidden>
    </section>
  )
}

function Told({ dive, project, onAsk }: { dive: Dive } & Pick<Props, 'project' | 'onAsk'>) {
  if (dive.report)
    return (
      <>
        <DiveReportView dive={dive} report={dive.report} project={project} onAsk={onAsk} />
        <details className={styles['folded']}>
          <summary>How it was looked at</summary>
          <Looks dive={dive} />
        </details>
      </>
    )
  return (
    <>
      {dive.problem !== null && <p className={styles['problem']}>{sentence(dive.problem)}</p>}
      <Looks dive={dive} />
    </>
  )
}

const STATES = {
  waiting: 'Waiting for its turn',
  running: 'Looking',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
} as const

function Progress({ dive }: { dive: Dive }) {
  const { state, isStopping, spent, startedAt, endedAt } = dive
  const isUnderWay = endedAt === null
  const seconds = useSeconds(isUnderWay)
  const until = endedAt === null ? seconds : Date.parse(endedAt)
  const took = isUnderWay ? Math.max(0, until - Date.parse(startedAt)) : spent.ms
  return (
    <p className={styles['progress']}>
      <span className={styles['state']} data-state={state}>
        <Sign state={state} /> {isStopping ? 'Stopping' : STATES[state]}
      </span>
      <span>{isUnderWay ? inSeconds(took) : readableTime(took)}</span>
      <span>
        {spent.plans} {spent.plans === 1 ? 'query' : 'queries'}
      </span>
    </p>
  )
}

const inSeconds = (ms: number): string => `${Math.round(ms / 1000)} s`

function Sign({ state }: { state: Dive['state'] }) {
  if (state === 'running') return <Loader size={12} aria-hidden="true" />
  if (state === 'done') return <CheckIcon size={14} />
  if (state === 'waiting') return <ClockIcon size={14} />
  return state === 'stopped' ? <StopIcon size={14} /> : <CrossIcon size={14} />
}

/** How much of what it may take is used; whichever runs out first. */
function Budget({ dive: { spent, budget } }: { dive: Dive }) {
  const share = Math.min(1, Math.max(spent.plans / budget.plans, spent.ms / budget.ms))
  const text = `${spent.plans} of ${budget.plans} queries, ${inSeconds(spent.ms)} of ${inSeconds(budget.ms)}`
  return (
    <div className={styles['budget']}>
      <div
        role="progressbar"
        aria-label="Budget used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <span style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <small>Budget used: {text}</small>
    </div>
  )
}

function Controls({ dive, project }: { dive: Dive; project: string }) {
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const act = async (doing: 'stop' | 'resume'): Promise<void> => {
    setBusy(true)
    try {
      await actOn(doing, project, dive.id)
      setProblem('')
    } catch (error) {
      setProblem(error instanceof Error ? sentence(error.message) : 'This could not be done. Try again.')
    }
    setBusy(false)
  }
  const canResume = dive.state === 'stopped' || dive.state === 'failed'
  if (dive.state === 'done') return null
  return (
    <div className={styles['controls']}>
      <button
        type="button"
        className={canResume ? controls['choice'] : controls['plain']}
        disabled={isBusy || dive.isStopping}
        onClick={() => void act(canResume ? 'resume' : 'stop')}
      >
        {canResume ? <RetryIcon size={16} /> : <StopIcon size={16} />}
        {canResume ? 'Resume' : 'Stop'}
      </button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  )
}

function aloud({ state, looks, report }: Dive): string {
  if (report) return `The deep dive is done. ${report.headline}`
  if (state === 'stopped') return 'The deep dive was stopped.'
  if (state === 'failed') return 'The deep dive failed.'
  const last = looks.at(-1)
  return last ? `Looking at ${last.look}.` : 'The deep dive waits for its turn.'
}
