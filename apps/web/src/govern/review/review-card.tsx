import { Select, TextInput } from '@mantine/core'
import type { RouteResponse } from '@numize/server/contract'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import { askAnew } from '../../thread/questions.ts'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import type { Decision } from './decision.ts'
import { FixFields } from './fix-fields.tsx'
import { refreshReviewing } from './review-queries.ts'

export type Review = RouteResponse<'GET /v1/projects/:project/reviews'>[number]
const DECISIONS: readonly { readonly value: Decision['kind']; readonly label: string }[] = [
  { value: 'approve', label: 'Approve the answer' },
  { value: 'metric', label: 'Another metric was meant' },
  { value: 'synonym', label: 'A word means something' },
  { value: 'filter', label: 'The metric always counts only some rows' },
  { value: 'leave', label: 'Leave it as it is' },
]

/** One thing somebody said of an answer, and what is done about it. */
export function ReviewCard({ project, review }: { project: string; review: Review }) {
  const { id, question, read, verdict, reason, note, by, at, slice } = review
  return (
    <article className={`${controls['card']} ${styles['card']}`} aria-labelledby={`review-${id}`}>
      <div className={styles['between']}>
        <h2 id={`review-${id}`}>{question}</h2>
        <span className={styles['badge']} data-tone={verdict === 'up' ? 'good' : 'warn'}>
          {verdict === 'up' ? 'Said to be right' : (reason ?? 'Said to be wrong')}
        </span>
      </div>
      <p>
        {by} asked it of {slice} and said so {when(at)}
        {note !== null && `: “${note}”`}
      </p>
      {read.length > 0 && <p>It was read as: {read.join('; ')}.</p>}
      <DecisionForm project={project} review={review} />
    </article>
  )
}

function DecisionForm({ project, review }: { project: string; review: Review }) {
  const [decision, setDecision] = useState<Decision>({
    kind: review.verdict === 'up' ? 'approve' : 'leave',
  })
  const [why, setWhy] = useState('')
  const { busy, trouble, run } = useTask()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await call('POST /v1/projects/:project/reviews/:review/decision', {
        params: { project, review: review.id },
        body: why.trim() === '' ? decision : { ...decision, why },
      })
      await refreshReviewing(project)
    })
  }
  return (
    <form className={styles['section']} onSubmit={submit}>
      <div className={styles['fields']}>
        <Select
          label="What to do"
          data={DECISIONS}
          value={decision.kind}
          onChange={(kind) => kind !== null && setDecision(begun(kind))}
          allowDeselect={false}
        />
        <FixFields project={project} decision={decision} onChange={setDecision} />
        <TextInput
          label="Why"
          description="Kept with it, for whoever asks later"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </div>
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button type="submit" className={controls['primary']} disabled={busy || !isWhole(decision)}>
          {decision.kind === 'leave' ? 'Settle it' : 'Do it'}
        </button>
        <button type="button" className={controls['plain']} onClick={() => askAnew(review.question, project)}>
          Ask it myself
        </button>
      </div>
    </form>
  )
}

function begun(kind: Decision['kind']): Decision {
  switch (kind) {
    case 'metric':
      return { kind, metric: '' }
    case 'synonym':
      return { kind, phrase: '', means: '' }
    case 'filter':
      return { kind, words: '' }
    case 'approve':
    case 'leave':
      return { kind }
  }
}

const isWhole = (decision: Decision): boolean =>
  Object.values(decision).every((part) => part === undefined || part.trim() !== '')
