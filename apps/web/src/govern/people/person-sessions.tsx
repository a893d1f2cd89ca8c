import type { PersonView, RouteResponse } from '@numize/server/contract'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Trouble } from '../trouble.tsx'
import { refreshPeople, usePersonSessions } from './people-queries.ts'

/** Where somebody is signed in; each session ends at once. */
export function PersonSessions({ person: { userId, name } }: { person: PersonView }) {
  const sessions = usePersonSessions(userId)
  const { busy, trouble, run } = useTask()
  const end = (work: Promise<null>) =>
    run(async () => {
      await work
      await refreshPeople()
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="where">
      <h2 id="where">Where they are signed in</h2>
      <Trouble text={trouble} />
      <Loaded query={sessions} what="The sessions" height={60}>
        {(all) => (
          <>
            {all.length === 0 && <p>{name} is signed in nowhere.</p>}
            <ul className={styles['list']}>
              {all.map((session) => (
                <Session
                  key={session.sessionId}
                  session={session}
                  isBusy={busy}
                  onEnd={() =>
                    end(
                      call('DELETE /v1/people/:person/sessions/:session', {
                        params: { person: userId, session: session.sessionId },
                      }),
                    )
                  }
                />
              ))}
            </ul>
            {all.length > 0 && (
              <div className={styles['row']}>
                <button
                  type="button"
                  className={controls['plain']}
                  disabled={busy}
                  onClick={() =>
                    void end(call('DELETE /v1/people/:person/sessions', { params: { person: userId } }))
                  }
                >
                  End all, and their unused links
                </button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

interface SessionProps {
  readonly session: RouteResponse<'GET /v1/people/:person/sessions'>[number]
  readonly isBusy: boolean
  readonly onEnd: () => Promise<void>
}

const Session = ({ session: { device, seenAt }, isBusy, onEnd }: SessionProps) => (
  <li>
    <div>
      <strong>{device ?? 'An unnamed browser'}</strong>
      <small>Used {when(seenAt)}</small>
    </div>
    <button
      type="button"
      className={controls['plain']}
      disabled={isBusy}
      aria-label={`End the session on ${device ?? 'an unnamed browser'}`}
      onClick={() => void onEnd()}
    >
      End
    </button>
  </li>
)
