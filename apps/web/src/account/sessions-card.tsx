import type { OwnSessionView } from '@numize/server/contract'
import { call } from '../api/call.ts'
import { refreshSessions, useSessions } from '../api/queries.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './account-page.module.css'
import { useTask } from './use-task.ts'
import { when } from './when.ts'

const VIA: Readonly<Record<OwnSessionView['via'], string>> = {
  link: 'by a link',
  invitation: 'by an invitation',
  reset: 'by a reset link',
  password: 'by password',
  provider: 'by your identity provider',
}

export function SessionsCard() {
  const { data = [] } = useSessions()
  const { busy, trouble, run } = useTask()
  const endOthers = () =>
    run(async () => {
      await call('DELETE /v1/account/sessions', {})
      await refreshSessions()
    })
  const end = (session: string) =>
    run(async () => {
      await call('DELETE /v1/account/sessions/:session', { params: { session } })
      await refreshSessions()
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="account-sessions">
      <h2 id="account-sessions">Where you are signed in</h2>
      <ul className={styles['list']}>
        {data.map(({ sessionId, device, via, seenAt, current }) => (
          <li key={sessionId}>
            <div>
              <strong>{device ?? 'An unnamed browser'}</strong>
              <small>
                {current ? 'This one' : `Used ${when(seenAt)}`}, signed in {VIA[via]}
              </small>
            </div>
            {!current && (
              <button
                type="button"
                className={controls['plain']}
                disabled={busy}
                onClick={() => void end(sessionId)}
                aria-label={`End the session on ${device ?? 'an unnamed browser'}`}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      {trouble !== null && (
        <p className={styles['trouble']} role="alert">
          {sentence(trouble)}
        </p>
      )}
      {data.length > 1 && (
        <div className={styles['row']}>
          <button
            type="button"
            className={controls['plain']}
            disabled={busy}
            onClick={() => void endOthers()}
          >
            End all others
          </button>
        </div>
      )}
    </section>
  )
}
