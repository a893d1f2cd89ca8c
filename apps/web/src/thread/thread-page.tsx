import { Skeleton } from '@mantine/core'
import type { Turn } from '@numize/server/contract'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Answered } from '../answer/answered.ts'
import { NextSteps } from '../answer/next-steps.tsx'
import { Notice } from '../answer/notice.tsx'
import { useMe, useTurns, useWelcome } from '../api/queries.ts'
import { BlockedIcon, RetryIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import { Composer } from './composer.tsx'
import { draftPlace } from './drafts.ts'
import { LiveStatus } from './live-status.tsx'
import { PendingTurn } from './pending-turn.tsx'
import { ask, type Pending, stop, usePending } from './questions.ts'
import { SuggestionChips } from './suggestion-chips.tsx'
import styles from './thread-page.module.css'
import { TurnView } from './turn-view.tsx'
import { UndoRedo } from './undo-redo.tsx'
import { Welcome } from './welcome.tsx'

const ShareDialog = lazy(async () => ({ default: (await import('../boards/share-dialog.tsx')).ShareDialog }))

interface Props {
  readonly project: string
  /** null = a thread that has no question yet. */
  readonly thread: string | null
}

export function ThreadPage({ project, thread }: Props) {
  const turns = useTurns(project, thread)
  const pending = usePending(project, thread)
  const told = thread === null ? [] : (turns.data ?? [])
  const working = pending.findLast(({ state }) => state === 'working')
  const isEmpty = thread === null && pending.length === 0
  const asked = [...told.map(({ question }) => question), ...pending.map(({ question }) => question)]
  useTitle(asked[0])

  const send = (question: string) => ask(question, { project, threadId: thread })
  return (
    <main id="conversation" className={styles['page']} tabIndex={-1}>
      <div className={styles['column']}>
        {isEmpty && <Welcome project={project} onAsk={send} />}
        {thread !== null && turns.isPending && <Loading />}
        {turns.error && (
          <NotFound message={turns.error.message} project={project} onRetry={() => void turns.refetch()} />
        )}
        {thread !== null && told.length > 0 && <ShareThread project={project} thread={thread} />}
        <Turns turns={told} pending={pending} project={project} onAsk={send} />
      </div>
      <div className={styles['dock']}>
        <Composer
          project={project}
          answered={lastAnswerOf(told)}
          draftPlace={draftPlace(project, thread)}
          asked={asked}
          placeholder={isEmpty ? 'Ask about this data' : 'Ask a follow-up'}
          onSend={send}
          onStop={working ? () => stop(working.requestId) : null}
        />
      </div>
      <LiveStatus turns={told} pending={pending} />
    </main>
  )
}

function lastAnswerOf(turns: readonly Turn[]): Answered | null {
  for (const { reply } of turns.toReversed()) if (reply.status === 'answered') return reply
  return null
}

interface TurnsProps {
  readonly turns: readonly Turn[]
  readonly pending: readonly Pending[]
  readonly project: string
  readonly onAsk: (question: string) => void
}

function Turns({ turns, pending, project, onAsk }: TurnsProps) {
  const end = useRef<HTMLDivElement>(null)
  const count = turns.length + pending.length
  const newest = pending.at(-1)?.requestId ?? turns.at(-1)?.id
  useEffect(() => {
    if (newest !== undefined)
      end.current?.lastElementChild?.scrollIntoView({ block: 'start', behavior: 'smooth' })
  }, [newest])
  if (count === 0) return null
  const last = pending.length === 0 ? turns.at(-1) : undefined
  return (
    <div className={styles['turns']} ref={end}>
      {turns.map((turn) => (
        <TurnView key={turn.id} turn={turn} project={project} onAsk={onAsk}>
          {turn === last && <UndoRedo turns={turns} onAsk={onAsk} />}
          {turn === last && <NextSteps reply={turn.reply} onAsk={onAsk} />}
          {turn === last && turn.reply.status === 'answered' && (
            <SuggestionChips suggestions={turn.reply.suggestions} onAsk={onAsk} />
          )}
        </TurnView>
      ))}
      {pending.map((item) => (
        <PendingTurn key={item.requestId} item={item} />
      ))}
    </div>
  )
}

/** A link to the thread, for those who may make one. */
function ShareThread({ project, thread }: { project: string; thread: string }) {
  if (!useMe().data?.scopes.includes('share:board')) return null
  return (
    <div className={styles['share']}>
      <Suspense>
        <ShareDialog project={project} kind="thread" id={thread} view={NO_VIEW} />
      </Suspense>
    </div>
  )
}

const NO_VIEW = {}

function useTitle(question: string | undefined): void {
  useEffect(() => {
    document.title = question === undefined ? 'Numize' : `${question} · Numize`
  }, [question])
}

const Loading = () => (
  <div className={styles['loading']} aria-busy="true">
    <Skeleton height={20} width="45%" />
    <Skeleton height={26} width="92%" />
    <Skeleton height={260} radius="lg" />
  </div>
)

function NotFound({ message, project, onRetry }: { message: string; project: string; onRetry: () => void }) {
  const { data } = useWelcome(project)
  return (
    <Notice tone="bad" icon={<BlockedIcon />} title="This thread cannot be shown">
      <p>{sentence(message)}</p>
      <div className={styles['actions']}>
        <button type="button" className={controls['plain']} onClick={onRetry}>
          <RetryIcon size={16} /> Try again
        </button>
        <button type="button" className={controls['plain']} onClick={() => go({ project, thread: null })}>
          New question{data ? ` about ${data.project.label}` : ''}
        </button>
      </div>
    </Notice>
  )
}
