import type { PersonView } from '@numize/server/contract'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { ToldOnce } from '../told-once.tsx'
import { Trouble } from '../trouble.tsx'
import { changePerson } from './people-queries.ts'

/** Letting somebody in again who lost their password or phone, and shutting somebody out. */
export function PersonDoor({ person: { userId, name, disabled, hasAuthenticator } }: { person: PersonView }) {
  const [link, setLink] = useState<string | null>(null)
  const { busy, trouble, run } = useTask()
  const reset = (authenticator: boolean) =>
    run(async () => {
      const made = await call('POST /v1/people/:person/reset', {
        params: { person: userId },
        body: { authenticator },
      })
      setLink(made.link)
    })
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="door">
      <h2 id="door">Coming in</h2>
      <p>
        {disabled
          ? `${name} is shut out: no sign-in, key or link of theirs works.`
          : 'A new link lets them in once to set a new password.'}
      </p>
      {link !== null && (
        <ToldOnce text={link} note="Send them this link. It works once and is not shown again." />
      )}
      <Trouble text={trouble} />
      <div className={styles['row']}>
        {!disabled && (
          <button
            type="button"
            className={controls['plain']}
            disabled={busy}
            onClick={() => void reset(false)}
          >
            Make a new link
          </button>
        )}
        {!disabled && hasAuthenticator && (
          <button
            type="button"
            className={controls['plain']}
            disabled={busy}
            onClick={() => void reset(true)}
          >
            Make a link and remove the lost app
          </button>
        )}
        <button
          type="button"
          className={controls['plain']}
          disabled={busy}
          onClick={() => void run(() => changePerson(userId, { disabled: !disabled }))}
        >
          {disabled ? 'Let them in again' : 'Shut them out'}
        </button>
      </div>
    </section>
  )
}
