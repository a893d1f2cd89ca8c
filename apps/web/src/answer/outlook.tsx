import { formatNumber } from '@numize/blocks'
import type { Answered } from './answered.ts'
import styles from './outlook.module.css'

type Forecast = NonNullable<Answered['forecast']>

/** How sure a forecast is: its intervals drawn to scale, what is known so far, the chance of a target. */
export function Outlook({ forecast }: { forecast: Forecast }) {
  const { column, target, toDate } = forecast
  const estimate = forecast.total ?? forecast.points.at(-1)?.estimate
  if (!estimate) return null
  const shown = (value: number): string => formatNumber(value, column.unit, { prose: true })
  const span = estimate.high - estimate.low
  const at = (value: number): number => (span > 0 ? ((value - estimate.low) / span) * 100 : 50)
  return (
    <section className={styles['outlook']} aria-label="How sure the forecast is">
      <h3>How sure it is</h3>
      <div className={styles['scale']} aria-hidden>
        <span
          className={styles['narrow']}
          style={{
            insetInlineStart: `${at(estimate.low80)}%`,
            inlineSize: `${at(estimate.high80) - at(estimate.low80)}%`,
          }}
        />
        <span className={styles['mark']} style={{ insetInlineStart: `${at(estimate.value)}%` }} />
      </div>
      <dl className={styles['figures']}>
        <Figure name="95 of 100 times" text={`${shown(estimate.low)} to ${shown(estimate.high)}`} />
        <Figure name="80 of 100 times" text={`${shown(estimate.low80)} to ${shown(estimate.high80)}`} />
        {toDate !== null && <Figure name="Known so far" text={shown(toDate)} />}
        {target && (
          <Figure
            name={`Chance of ${shown(target.value)}`}
            text={formatNumber(target.chance, { kind: 'percent' })}
          />
        )}
      </dl>
    </section>
  )
}

const Figure = ({ name, text }: { name: string; text: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </div>
)
