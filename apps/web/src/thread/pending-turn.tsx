import { Notice } from '../answer/notice.tsx'
import { BlockedIcon, CrossIcon, RetryIcon, StopIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { QuestionLine } from './question-line.tsx'
import { dismiss, type Pending, retry } from './questions.ts'
import { StepBadges } from './step-badges.tsx'
import styles from './turn-view.module.css'

/** A question being answered, stopped, or cut off before there was a turn. */
export function PendingTurn({ item }: { item: Pending }) {
  return (
    <article className={styles['turn']} aria-busy={item.state === 'working'}>
      <QuestionLine question={item.question} />
      {item.state === 'working' && <StepBadges steps={item.steps} upcoming />}
      {item.state === 'stopped' && (
        <Notice tone="quiet" icon={<StopIcon />} title="You stopped this question">
          <p>Nothing more runs for it.</p>
          <Actions item={item} label="Ask it again" />
        </Notice>
      )}
      {item.state === 'failed' && (
        <Notice tone="bad" icon={<BlockedIcon />} title="No answer came back">
          <p>{sentence(item.problem?.detail ?? '')}</p>
          <Actions item={item} label="Try again" />
        </Notice>
      )}
    </article>
  )
}

const Actions = ({ item, label }: { item: Pending; label: string }) => (
  <div className={styles['actions']}>
    <button type="button" className={controls['choice']} onClick={() => retry(item)}>
      <RetryIcon size={16} /> {label}
    </button>
    <button type="button" className={controls['plain']} onClick={() => dismiss(item.requestId)}>
      <CrossIcon size={16} /> Put away
    </button>
  </div>
)
