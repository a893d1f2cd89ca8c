import { formatNumber } from '@numize/blocks'
import styles from './goals-panel.module.css'
import { Figure, FigureList, Panel } from './panel.tsx'
import type { Told } from './told.ts'

type Status = NonNullable<Told['goals']>[number]

const STATES = {
  reached: { text: 'Reached', tone: 'good' },
  'on-track': { text: 'On track', tone: 'good' },
  uncertain: { text: 'Uncertain', tone: 'warn' },
  'not-begun': { text: 'Not begun', tone: 'warn' },
  behind: { text: 'Behind', tone: 'bad' },
  missed: { text: 'Missed', tone: 'bad' },
  unknown: { text: 'Cannot be told', tone: 'warn' },
} as const

/** How goals stand: what is known against the target and the usual pace, the forecast, and what it takes. */
export const GoalsPanel = ({ goals }: { goals: readonly Status[] }) => (
  <Panel title="How the goals stand">
    <ul className={styles['goals']}>
      {goals.map((status) => (
        <GoalView key={status.goal.name} status={status} />
      ))}
    </ul>
  </Panel>
)

function GoalView({ status }: { status: Status }) {
  const { goal, unit, state, toDate, expectedToDate, forecast, chance, neededPerDay, daysLeft, text } = status
  const shown = (value: number): string => formatNumber(value, unit, { prose: true })
  return (
    <li>
      <p className={styles['name']}>
        <strong>{goal.name}</strong>
        <span data-tone={STATES[state].tone}>{STATES[state].text}</span>
      </p>
      <Pace status={status} />
      <FigureList>
        {toDate !== null && <Figure name="So far" text={shown(toDate)} />}
        {expectedToDate !== null && <Figure name="Usual by now" text={shown(expectedToDate)} />}
        <Figure name="Target" text={shown(goal.target)} />
        {forecast && <Figure name="Forecast" text={shown(forecast.value)} />}
        {chance !== null && <Figure name="Chance" text={formatNumber(chance, { kind: 'percent' })} />}
        {neededPerDay !== null && neededPerDay > 0 && (
          <Figure
            name={`Needed a day, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`}
            text={shown(neededPerDay)}
          />
        )}
      </FigureList>
      <p className={styles['text']}>{text}</p>
    </li>
  )
}

/** What is known and forecast, to the scale of the target; the usual pace is a mark. */
function Pace({ status: { goal, toDate, expectedToDate, forecast } }: { status: Status }) {
  const reach = Math.max(goal.target, forecast?.high ?? 0, toDate ?? 0)
  if (toDate === null || !(reach > 0)) return null
  const at = (value: number): string => `${Math.min(100, Math.max(0, (value / reach) * 100))}%`
  return (
    <div className={styles['pace']} aria-hidden>
      {forecast && (
        <span
          className={styles['forecast']}
          style={{ insetInlineStart: at(forecast.low), inlineSize: at(forecast.high - forecast.low) }}
        />
      )}
      <span className={styles['known']} style={{ inlineSize: at(toDate) }} />
      {expectedToDate !== null && (
        <span className={styles['usual']} style={{ insetInlineStart: at(expectedToDate) }} />
      )}
      <span className={styles['target']} style={{ insetInlineStart: at(goal.target) }} />
    </div>
  )
}
