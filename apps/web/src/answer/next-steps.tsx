import type { Reply } from '@numize/server/contract'
import { AheadIcon, DiveIcon, PulseIcon, QuestionIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import type { Answered } from './answered.ts'
import styles from './next-steps.module.css'

interface Props {
  readonly reply: Reply
  readonly onAsk: (question: string) => void
}

/** Where to go from an answer about one metric: each button asks the thread. */
export function NextSteps({ reply, onAsk }: Props) {
  if (reply.status !== 'answered' || !isOfOneMetric(reply)) return null
  const steps = STEPS.filter(({ fits }) => fits(reply))
  if (steps.length === 0) return null
  return (
    <ul className={styles['steps']} aria-label="Look further">
      {steps.map(({ question, Icon }) => (
        <li key={question}>
          <button type="button" className={controls['plain']} onClick={() => onAsk(question)}>
            <Icon size={16} /> {question}
          </button>
        </li>
      ))}
    </ul>
  )
}

const isLookingAhead = ({ forecast, whatIf, experiment }: Answered): boolean =>
  [forecast, whatIf, experiment].some((one) => one !== undefined)

const STEPS = [
  {
    question: 'Why did this change?',
    Icon: QuestionIcon,
    fits: (reply: Answered) => !reply.cause && !isLookingAhead(reply),
  },
  {
    question: 'Is this normal?',
    Icon: PulseIcon,
    fits: (reply: Answered) => !reply.cause && !isLookingAhead(reply),
  },
  {
    question: 'What will it be next month?',
    Icon: AheadIcon,
    fits: (reply: Answered) => !isLookingAhead(reply),
  },
  { question: 'Deep dive on this', Icon: DiveIcon, fits: ({ experiment }: Answered) => !experiment },
] as const

function isOfOneMetric({ reading: { plan } }: Answered): boolean {
  if (plan.kind !== 'metrics' || plan.metrics.length !== 1) return false
  const [first] = plan.metrics
  return first !== undefined && 'metric' in first
}
