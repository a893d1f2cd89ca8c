import { NumberInput } from '@mantine/core'
import type { RouteResponse } from '@numize/server/contract'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'

export type SettingsView = RouteResponse<'GET /v1/settings'>
type Retention = SettingsView['retention'][number]

/** How long each kind of thing is kept. */
export const RetentionCard = ({ retention }: { retention: readonly Retention[] }) => (
  <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="retention">
    <h2 id="retention">How long what is kept</h2>
    <p>What is older is taken away each day. An empty field keeps it for good.</p>
    <ul className={styles['list']}>
      {retention.map((policy) => (
        <Policy key={`${policy.kind} ${policy.days}`} policy={policy} />
      ))}
    </ul>
  </section>
)

function Policy({ policy: { kind, days, setBy } }: { policy: Retention }) {
  const [next, setNext] = useState<number | null>(days)
  const { busy, trouble, run } = useTask()
  const label = `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll(/[-_]/g, ' ')}`
  const save = () =>
    run(async () => {
      await call('PUT /v1/settings/retention/:kind', { params: { kind }, body: { days: next } })
      await queryClient.invalidateQueries({ queryKey: ['settings'] })
    })
  return (
    <li>
      <div>
        <strong>{label}</strong>
        <small>{setBy === null ? 'As it comes' : `Set by ${setBy}`}</small>
      </div>
      <div className={styles['row']}>
        <NumberInput
          aria-label={`Days ${label} are kept`}
          placeholder="For good"
          min={1}
          max={36_500}
          allowDecimal={false}
          w={150}
          suffix=" days"
          value={next ?? ''}
          onChange={(value) => setNext(typeof value === 'number' ? value : null)}
        />
        <button
          type="button"
          className={controls['plain']}
          disabled={busy || next === days}
          onClick={() => void save()}
          aria-label={`Save how long ${label} are kept`}
        >
          Save
        </button>
      </div>
      <Trouble text={trouble} />
    </li>
  )
}
