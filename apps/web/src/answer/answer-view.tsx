import type { Part } from '@numize/planner'
import type { Turn } from '@numize/server/contract'
import { useId, useState } from 'react'
import { OpenInExplore } from '../explore/open-in-explore.tsx'
import { InfoIcon, RetryIcon, WarningIcon } from '../icons.tsx'
import { ExperimentPanel } from '../insight/experiment-panel.tsx'
import { WhatIfPanel } from '../insight/what-if-panel.tsx'
import controls from '../theme/controls.module.css'
import { repeat, revise } from '../thread/questions.ts'
import styles from './answer-view.module.css'
import type { Answered } from './answered.ts'
import { Cause } from './cause.tsx'
import { type CellPlace, Citations } from './citations.tsx'
import { Feedback } from './feedback.tsx'
import { Figures } from './figures.tsx'
import { HowAnswered } from './how-answered.tsx'
import { Outlook } from './outlook.tsx'
import { Rerun } from './rerun.tsx'
import { titleOf } from './title-of.ts'
import { Understood } from './understood.tsx'
import { VerifiedBadge } from './verified-badge.tsx'

interface Props {
  readonly turn: Turn
  readonly reply: Answered
  readonly project: string
  readonly onAsk: (question: string) => void
}

/** The sentence, how the words were read, the chart, the table, and how it all came to be. */
export function AnswerView({ turn, reply, project, onAsk }: Props) {
  const { answer, result, reading } = reply
  const [cited, setCited] = useState<readonly CellPlace[]>([])
  const tableId = useId()
  return (
    <div className={styles['answer']}>
      <Citations
        narrative={answer.narrative}
        result={result}
        onCite={setCited}
        onGoTo={() => showCited(tableId)}
      />
      {reply.verified && <VerifiedBadge verified={reply.verified} />}
      {reply.cause && <Cause cause={reply.cause} turn={turn} project={project} />}
      {reply.forecast && <Outlook forecast={reply.forecast} />}
      {reply.whatIf && <WhatIfPanel whatIf={reply.whatIf} question={turn.question} onAsk={onAsk} />}
      {reply.experiment && <ExperimentPanel experiment={reply.experiment} />}
      <Understood
        project={project}
        reading={reading}
        onRevise={isPlain(reply) ? (plan, question) => revise(turn, plan, { project, question }) : null}
      />
      <Notes notes={answer.caveats} dropped={reading.dropped} />
      <Figures
        result={result}
        chart={answer.chart}
        title={turn.question}
        cited={cited}
        tableId={tableId}
        chartTitle={titleOf(result, reply.forecast !== undefined)}
      />
      <HowAnswered turn={turn} reply={reply} />
      <div className={styles['after']}>
        <Feedback turn={turn} project={project} />
        <button type="button" className={controls['quiet']} onClick={() => repeat(turn, project)}>
          <RetryIcon size={16} /> Ask again
        </button>
        {isPlain(reply) && <Rerun turn={turn} reply={reply} project={project} />}
        <OpenInExplore project={project} plan={reading.plan} />
      </div>
    </div>
  )
}

/** Rows of a Plan and nothing worked out from them, so that another Plan can take its place. */
const isPlain = ({ forecast, whatIf, experiment }: Answered): boolean =>
  [forecast, whatIf, experiment].every((one) => one === undefined)

const showCited = (tableId: string): void =>
  document.getElementById(tableId)?.querySelector('[data-cited]')?.scrollIntoView({ block: 'center' })

function Notes({ notes, dropped }: { notes: readonly string[]; dropped: readonly Part[] }) {
  if (notes.length === 0) return null
  const isWarning = (note: string) => dropped.some(({ reading, text }) => note.includes(reading || text))
  return (
    <ul className={styles['notes']}>
      {notes.map((note) => (
        <li key={note} data-tone={isWarning(note) ? 'warn' : undefined}>
          {isWarning(note) ? <WarningIcon size={16} /> : <InfoIcon size={16} />}
          <span>{note}</span>
        </li>
      ))}
    </ul>
  )
}
