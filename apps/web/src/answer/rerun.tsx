import { formatCell } from '@numize/blocks'
import type { Turn } from '@numize/server/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { ClockIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import type { Answered } from './answered.ts'
import { type Difference, differences } from './differences.ts'
import styles from './rerun.module.css'

const MOST = 30

/** The same Plan on the data of today, and what is not as it was. */
export function Rerun({ turn, reply, project }: { turn: Turn; reply: Answered; project: string }) {
  const again = useMutation({
    mutationFn: () =>
      call('POST /v1/projects/:project/turns/:turn/rerun', { params: { project, turn: turn.id } }),
  })
  return (
    <>
      <button
        type="button"
        className={controls['quiet']}
        disabled={again.isPending}
        onClick={() => again.mutate()}
      >
        <ClockIcon size={16} /> {again.isPending ? 'Asking today’s data' : 'Compare with today'}
      </button>
      <div className={styles['outcome']} role="status">
        {again.error && <p>{sentence(again.error.message)}</p>}
        {again.data && (
          <Changes changes={differences(reply.result, again.data.result)} asked={turn.askedAt} />
        )}
      </div>
    </>
  )
}

function Changes({ changes, asked }: { changes: readonly Difference[]; asked: string }) {
  const day = new Date(asked).toLocaleDateString('en-GB', { dateStyle: 'medium' })
  if (changes.length === 0) return <p>On today’s data every figure is as it was on {day}.</p>
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label="What is not as it was">
      <table>
        <caption>
          {changes.length.toLocaleString('en-US')} {changes.length === 1 ? 'figure is' : 'figures are'} not as
          on {day}
          {changes.length > MOST && `; the first ${MOST} of them`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, MOST).map(({ groups, column, before, after }, at) => (
            <tr key={at}>
              <th scope="row" dir="auto">
                {[column.label, ...groups.map((group) => formatCell(group.cell, group.column))].join(', ')}
              </th>
              <td>{formatCell(before, column)}</td>
              <td>{formatCell(after, column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
