import type { Dive } from '@numize/server/contract'
import { type ReactNode, useState } from 'react'
import { ChartIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './dive-report.module.css'
import { EvidenceFigures } from './evidence-figures.tsx'
import { Sureness } from './sureness.tsx'

export type Report = NonNullable<Dive['report']>

interface Props {
  readonly dive: Dive
  readonly report: Report
  readonly project: string
  readonly onAsk: (question: string) => void
}

/** What a deep dive came to, block by block: what speaks for a cause, what was ruled out, what to do and ask next. */
export function DiveReportView({ dive, report, project, onAsk }: Props) {
  const { evidence, ruledOut, nextSteps, actions, notLooked, questions } = report
  return (
    <div className={styles['report']}>
      <p className={styles['headline']}>{report.headline}</p>
      {evidence.length === 0 ? (
        <p className={styles['summary']}>{report.summary}</p>
      ) : (
        <Block title={VERDICTS[report.verdict]}>
          <ol className={styles['evidence']}>
            {evidence.map((piece, at) => (
              <Piece key={at} piece={piece} at={at} dive={dive} project={project} />
            ))}
          </ol>
        </Block>
      )}
      <Lines title="Ruled out" lines={ruledOut} />
      <Lines title="Look at next" lines={nextSteps} />
      <Lines title="What could be done" lines={actions} />
      <Lines
        title="Not looked at, as the budget was spent"
        lines={notLooked.map((look) => look.charAt(0).toUpperCase() + look.slice(1))}
      />
      {questions.length > 0 && (
        <Block title="Ask next">
          <ul className={styles['questions']}>
            {questions.map((question) => (
              <li key={question}>
                <button type="button" className={controls['choice']} onClick={() => onAsk(question)}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </Block>
      )}
    </div>
  )
}

const VERDICTS = {
  explained: 'What speaks for a cause',
  broad: 'No single cause in these dimensions',
  noise: 'Nothing unusual',
  unknown: 'What was found',
} as const

const KINDS: Record<Report['evidence'][number]['kind'], string> = {
  driver: 'Driver',
  within: 'Inside it',
  onset: 'When it began',
  day: 'Unusual day',
  lastYear: 'A year before',
  related: 'Moves with it',
  event: 'Known event',
  data: 'The data',
}

const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles['block']}>
    <h4>{title}</h4>
    {children}
  </section>
)

const Lines = ({ title, lines }: { title: string; lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <Block title={title}>
      <ul className={styles['lines']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Block>
  )

interface PieceProps {
  readonly piece: Report['evidence'][number]
  readonly at: number
  readonly dive: Dive
  readonly project: string
}

function Piece({ piece: { kind, text, confidence, plan }, at, dive, project }: PieceProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li data-kind={kind}>
      <div className={styles['piece']}>
        <span className={styles['kind']}>{KINDS[kind]}</span>
        <p>
          {text} <Sureness confidence={confidence} />
        </p>
        {plan && (
          <button
            type="button"
            className={controls['quiet']}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <ChartIcon size={16} /> {isOpen ? 'Hide the figures' : 'Show the figures'}
          </button>
        )}
      </div>
      {isOpen && <EvidenceFigures project={project} dive={dive.id} at={at} title={text} />}
    </li>
  )
}
