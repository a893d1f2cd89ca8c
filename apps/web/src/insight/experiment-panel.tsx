import { formatNumber } from '@numize/blocks'
import type { Answered } from '../answer/answered.ts'
import { CheckIcon, WarningIcon } from '../icons.tsx'
import styles from './experiment-panel.module.css'
import { Figure, FigureList, Panel } from './panel.tsx'

type Experiment = NonNullable<Answered['experiment']>
type Outcome = Experiment['goal']
type Compared = Outcome['compared'][number]

const VERDICTS = {
  win: { text: 'Better', tone: 'good' },
  loss: { text: 'Worse', tone: 'bad' },
  'no-difference-yet': { text: 'No difference yet', tone: 'warn' },
  invalid: { text: 'Not valid', tone: 'bad' },
  unknown: { text: 'Cannot be told', tone: 'warn' },
} as const

/** Variants beside the control: effect with its interval drawn, always-valid p, sample ratio, guardrails, verdict. */
export function ExperimentPanel({ experiment }: { experiment: Experiment }) {
  const { goal, guardrails, verdicts, sampleRatio, control, unit } = experiment
  return (
    <Panel title={`${goal.label}: beside ${control}`}>
      <ul className={styles['verdicts']}>
        {verdicts.map(({ treatment, verdict, text }) => (
          <li key={treatment} data-tone={VERDICTS[verdict].tone}>
            <strong>
              {verdict === 'win' ? <CheckIcon size={15} /> : <WarningIcon size={15} />}
              {treatment}: {VERDICTS[verdict].text}
            </strong>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <Effects outcome={goal} />
      <FigureList>
        {goal.variants.map(({ variant, units, value }) => (
          <Figure
            key={variant}
            name={`${variant}, ${units.toLocaleString('en-US')} ${plainUnit(unit)}s`}
            text={value === null ? 'not known' : formatNumber(value, goal.unit, { prose: true })}
          />
        ))}
        <Figure
          name="Sample ratio"
          text={`${sampleRatio.mismatch ? 'not as planned' : 'as planned'} (p = ${pText(sampleRatio.pValue)})`}
          tone={sampleRatio.mismatch ? 'bad' : 'good'}
        />
      </FigureList>
      {guardrails.length > 0 && (
        <div>
          <h4 className={styles['title']}>Guardrails</h4>
          {guardrails.map((outcome) => (
            <Effects key={outcome.metric} outcome={outcome} isNamed />
          ))}
        </div>
      )}
    </Panel>
  )
}

/** `user` of `visits__user_id`. */
const plainUnit = (unit: string): string =>
  (unit.split('__').at(-1) ?? unit).replaceAll('_', ' ').replace(/ id$/, '')

const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3))

/** Effects of one metric on one scale, zero marked. */
function Effects({ outcome, isNamed = false }: { outcome: Outcome; isNamed?: boolean }) {
  const { compared, reason, label } = outcome
  if (reason !== null) return <p className={styles['reason']}>{isNamed ? `${label}: ${reason}` : reason}</p>
  const reach = Math.max(...compared.flatMap(({ interval }) => interval.map(Math.abs)), 1e-9)
  return (
    <ul className={styles['effects']}>
      {compared.map((one) => (
        <Effect
          key={one.treatment}
          one={one}
          name={isNamed ? `${label}, ${one.treatment}` : one.treatment}
          outcome={outcome}
          reach={reach}
        />
      ))}
    </ul>
  )
}

interface EffectProps {
  readonly one: Compared
  readonly name: string
  readonly outcome: Outcome
  /** The farthest end of the scale, either way. */
  readonly reach: number
}

function Effect({ one, name, outcome, reach }: EffectProps) {
  const { effect, interval, relative, pValue } = one
  const at = (value: number): number => 50 + (value / reach) * 48
  const shown = (value: number): string =>
    `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value), relative ? { kind: 'percent' } : outcome.unit, { prose: true })}`
  const [low, high] = interval
  const isSure = low > 0 || high < 0
  return (
    <li>
      <span className={styles['name']}>{name}</span>
      <span
        className={styles['scale']}
        role="img"
        aria-label={`${name}: ${shown(effect)}, 95 % interval ${shown(low)} to ${shown(high)}`}
      >
        <i className={styles['zero']} />
        <i
          className={styles['interval']}
          data-sure={isSure || undefined}
          style={{ insetInlineStart: `${at(low)}%`, inlineSize: `${at(high) - at(low)}%` }}
        />
        <i className={styles['effect']} style={{ insetInlineStart: `${at(effect)}%` }} />
      </span>
      <span className={styles['figures']}>
        <b>{shown(effect)}</b> {shown(low)} to {shown(high)} · p {pText(pValue)}
      </span>
    </li>
  )
}
