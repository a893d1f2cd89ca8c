import { Tooltip } from '@mantine/core'
import type { Part, Reading } from '@numize/planner'
import { distinctParts, keyOfPart } from './parts.ts'
import styles from './understood.module.css'

/** The words as understood: what was said, what was assumed, and what could not be applied. */
export function Understood({ reading }: { reading: Reading }) {
  const { stated, assumed, dropped } = reading
  if (stated.length + assumed.length + dropped.length === 0) return null
  return (
    <ul className={styles['chips']} aria-label="How your words were read">
      {distinctParts(stated).map((part) => (
        <Chip key={keyOfPart(part)} part={part} state="stated" />
      ))}
      {distinctParts(assumed).map((part) => (
        <Chip key={keyOfPart(part)} part={part} state="assumed" />
      ))}
      {distinctParts(dropped).map((part) => (
        <Chip key={keyOfPart(part)} part={part} state="dropped" />
      ))}
    </ul>
  )
}

type State = 'stated' | 'assumed' | 'dropped'

function Chip({ part, state }: { part: Part; state: State }) {
  return (
    <Tooltip label={explain(part, state)} withArrow multiline maw={320}>
      <li className={styles['chip']} data-state={state} tabIndex={0}>
        {state !== 'stated' && <small>{state === 'assumed' ? 'Assumed' : 'Not applied'}</small>}
        <span>{part.reading || part.text}</span>
      </li>
    </Tooltip>
  )
}

function explain({ kind, text, span }: Part, state: State): string {
  const words = text === '' ? '' : ` “${text}”`
  if (state === 'dropped')
    return `You asked for${words || ' this'}; the answer does not take it into account.`
  if (state === 'assumed') return `You did not say: this ${kind} was assumed.`
  return span === null
    ? `Kept from your earlier question${words && `: ${words.trim()}`}.`
    : `Read from${words}.`
}
