import type { Reply, Turn } from '@numize/server/contract'
import type { ReactNode } from 'react'
import { AnswerView } from '../answer/answer-view.tsx'
import { Notice } from '../answer/notice.tsx'
import { SqlText } from '../answer/sql-text.tsx'
import { BlockedIcon, InfoIcon, QuestionIcon, RetryIcon, WarningIcon } from '../icons.tsx'
import { hasPanel, ToldPanel } from '../insight/told-panel.tsx'
import { RunCard } from '../run/run-card.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { QuestionLine } from './question-line.tsx'
import { choose, repeat, stepsOf } from './questions.ts'
import { FoldedSteps, readableTime } from './step-badges.tsx'
import styles from './turn-view.module.css'

interface Props {
  readonly turn: Turn
  readonly project: string
  readonly onAsk: (question: string) => void
  /** What may follow. */
  readonly children?: ReactNode
}

/** A question and what came of it. */
export function TurnView({ turn, project, onAsk, children }: Props) {
  return (
    <article className={styles['turn']} data-status={turn.reply.status}>
      <QuestionLine question={turn.question} />
      <Steps turn={turn} />
      <ReplyView turn={turn} project={project} onAsk={onAsk} />
      {children}
    </article>
  )
}

const DONE: Record<Reply['status'], string> = {
  answered: 'Answered',
  clarify: 'Asked back',
  told: 'Told',
  diving: 'Started',
  refused: 'Not answered',
  failed: 'Failed',
}

function Steps({ turn }: { turn: Turn }) {
  const steps = stepsOf(turn.id)
  const { reply } = turn
  const total = steps.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)
  const elapsedMs = reply.status === 'answered' ? Math.max(total, reply.result.elapsedMs) : total
  if (reply.status === 'diving' || (steps.length === 0 && reply.status !== 'answered')) return null
  return <FoldedSteps steps={steps} summary={`${DONE[reply.status]} in ${readableTime(elapsedMs)}`} />
}

function ReplyView({ turn, project, onAsk }: Props) {
  const { reply } = turn
  switch (reply.status) {
    case 'answered':
      return <AnswerView turn={turn} reply={reply} project={project} onAsk={onAsk} />
    case 'clarify':
      return (
        <Notice tone="accent" icon={<QuestionIcon />} title={reply.question}>
          <Choices
            labels={reply.options.map(({ label }) => label)}
            notes={reply.options.map(({ gives }) => gives?.text)}
            onChoose={(option, label) => choose(turn, option, { project, label })}
          />
        </Notice>
      )
    case 'told':
      if (hasPanel(reply)) return <ToldPanel reply={reply} project={project} onAsk={onAsk} />
      return (
        <Notice tone="quiet" icon={<InfoIcon />} title={reply.title}>
          {reply.items.map((item) => (
            <p key={item}>{item}</p>
          ))}
          {reply.sql !== null && <SqlText sql={reply.sql} />}
        </Notice>
      )
    case 'diving':
      return <RunCard project={project} id={reply.dive} about={reply.about} onAsk={onAsk} />
    case 'refused':
      return (
        <Notice tone="warn" icon={<WarningIcon />} title={sentence(reply.reason)}>
          {reply.nearest.length > 0 && (
            <>
              <p>You can ask instead</p>
              <Choices labels={reply.nearest} onChoose={(_, label) => onAsk(label)} />
            </>
          )}
        </Notice>
      )
    case 'failed':
      return (
        <Notice tone="bad" icon={<BlockedIcon />} title="This question could not be answered">
          <p>{sentence(reply.reason)}</p>
          {reply.tried?.map(({ what, outcome }, at) => (
            <p key={at}>
              Tried {what}: {outcome}
            </p>
          ))}
          <div className={styles['actions']}>
            <button type="button" className={controls['choice']} onClick={() => repeat(turn, project)}>
              <RetryIcon size={16} /> Try again
            </button>
          </div>
        </Notice>
      )
  }
}

interface ChoicesProps {
  readonly labels: readonly string[]
  /** What each would give. */
  readonly notes?: readonly (string | undefined)[]
  readonly onChoose: (index: number, label: string) => void
}

const Choices = ({ labels, notes = [], onChoose }: ChoicesProps) => (
  <ul className={styles['choices']}>
    {labels.map((label, index) => (
      <li key={label}>
        <button type="button" className={controls['choice']} onClick={() => onChoose(index, label)}>
          {label}
          {notes[index] !== undefined && <span className={styles['gives']}>{notes[index]}</span>}
        </button>
      </li>
    ))}
  </ul>
)
