import { Loader } from '@mantine/core'
import type { Dive } from '@numize/server/contract'
import { CheckIcon, StopIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import styles from './looks.module.css'
import { Sureness } from './sureness.tsx'

/** What was looked at so far: what was found, and what was ruled out. */
export function Looks({ dive }: { dive: Dive }) {
  const { looks, endedAt } = dive
  if (looks.length === 0)
    return endedAt === null ? <p className={styles['none']}>Nothing looked at yet.</p> : null
  return (
    <ol className={styles['looks']}>
      {looks.map(({ look, state, found, ruledOut }) => (
        <li key={look} data-state={state}>
          <span className={styles['sign']}>
            <Sign isDone={state === 'done'} isUnderWay={endedAt === null} />
          </span>
          <div>
            <p className={styles['look']}>
              {sentence(look).replace(/\.$/, '')}
              <small>{outcomeOf({ state, found, ruledOut, endedAt })}</small>
            </p>
            {(found.length > 0 || ruledOut.length > 0) && (
              <ul>
                {found.map(({ text, confidence }, at) => (
                  <li key={at}>
                    {text} <Sureness confidence={confidence} />
                  </li>
                ))}
                {ruledOut.map((text) => (
                  <li key={text} data-calm>
                    <b>Ruled out</b> {text}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function outcomeOf({
  state,
  found,
  ruledOut,
  endedAt,
}: Pick<Dive['looks'][number], 'state' | 'found' | 'ruledOut'> & Pick<Dive, 'endedAt'>): string {
  if (state === 'looking') return endedAt === null ? 'looking…' : 'not finished'
  if (found.length > 0) return `${found.length} found`
  return ruledOut.length > 0 ? 'ruled out' : 'nothing to tell'
}

function Sign({ isDone, isUnderWay }: { isDone: boolean; isUnderWay: boolean }) {
  if (isDone) return <CheckIcon size={15} />
  return isUnderWay ? <Loader size={13} aria-hidden="true" /> : <StopIcon size={14} />
}
