import { Menu } from '@mantine/core'
import type { Turn } from '@numize/server/contract'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { ThumbDownIcon, ThumbUpIcon } from '../icons.tsx'
import styles from './feedback.module.css'

const REASONS = [
  'wrong metric',
  'wrong filter',
  'wrong period',
  'wrong grouping',
  'numbers look wrong',
  'incomplete',
  'other',
] as const

type Said = { verdict: 'up' } | { verdict: 'down'; reason: (typeof REASONS)[number] }

const TOLD = {
  approved: 'Approved. The same question is answered so from now on.',
  queued: 'Thank you. Somebody who may approve it will look at it.',
} as const

/** Whether the answer is right, in one click; a reason where it is not. */
export function Feedback({ turn, project }: { turn: Turn; project: string }) {
  const [told, setTold] = useState('')
  const say = async (said: Said): Promise<void> => {
    const params = { project, turn: turn.id }
    try {
      const { state } = await call('POST /v1/projects/:project/turns/:turn/feedback', { params, body: said })
      setTold(said.verdict === 'down' ? TOLD.queued : TOLD[state])
    } catch (error) {
      setTold(error instanceof Error ? error.message : 'This could not be sent. Try again.')
    }
  }
  return (
    <div className={styles['feedback']}>
      {told === '' && (
        <>
          <span>Is this right?</span>
          <button type="button" aria-label="Yes, this is right" onClick={() => void say({ verdict: 'up' })}>
            <ThumbUpIcon size={16} />
          </button>
          <Menu position="top-start" withinPortal>
            <Menu.Target>
              <button type="button" aria-label="No, something is wrong">
                <ThumbDownIcon size={16} />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>What is wrong?</Menu.Label>
              {REASONS.map((reason) => (
                <Menu.Item key={reason} onClick={() => void say({ verdict: 'down', reason })}>
                  {`${reason.charAt(0).toUpperCase()}${reason.slice(1)}`}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <span role="status">{told}</span>
    </div>
  )
}
