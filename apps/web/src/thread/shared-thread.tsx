import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type CellPlace, Citations } from '../answer/citations.tsx'
import { Figures } from '../answer/figures.tsx'
import { Notice } from '../answer/notice.tsx'
import { call } from '../api/call.ts'
import { BlockedIcon, InfoIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import { PageLoading } from '../shell/page-loading.tsx'
import controls from '../theme/controls.module.css'
import { QuestionLine } from './question-line.tsx'
import { askAnew } from './questions.ts'
import styles from './shared-thread.module.css'

/** A thread somebody shared: its questions, and what they show with the rights of whoever looks. */
export default function SharedThread({ token }: { token: string }) {
  const { data, error } = useQuery({
    queryKey: ['shared-thread', token],
    queryFn: () => call('GET /v1/shared/:token/thread', { params: { token } }),
  })
  if (error)
    return (
      <PageFrame title="Shared thread">
        <Notice tone="bad" icon={<BlockedIcon />} title="This thread cannot be shown">
          <p>{sentence(error.message)}</p>
        </Notice>
      </PageFrame>
    )
  if (!data) return <PageLoading />
  const { title, by, project, turns } = data
  return (
    <PageFrame title={title} intro={`Shared by ${by}. The figures are those you may see yourself.`}>
      <div className={styles['turns']}>
        {turns.map(({ id, question, hasRows }) => (
          <article key={id}>
            <QuestionLine question={question} />
            {hasRows ? (
              <Shown token={token} turn={id} question={question} />
            ) : (
              <p className={styles['aside']}>This question has no rows to show.</p>
            )}
            <button type="button" className={controls['quiet']} onClick={() => askAnew(question, project)}>
              Ask this yourself
            </button>
          </article>
        ))}
      </div>
    </PageFrame>
  )
}

function Shown({ token, turn, question }: { token: string; turn: string; question: string }) {
  const [cited, setCited] = useState<readonly CellPlace[]>([])
  const { data, error } = useQuery({
    queryKey: ['shared-thread', token, turn],
    queryFn: ({ signal }) => call('POST /v1/shared/:token/turns/:turn', { params: { token, turn }, signal }),
  })
  if (error)
    return (
      <Notice tone="warn" icon={<BlockedIcon />} title="You may not see this">
        <p>{sentence(error.message)}</p>
      </Notice>
    )
  if (!data) return <Skeleton height={260} radius="lg" />
  const { result, answer, isKept } = data
  return (
    <>
      <Citations narrative={answer.narrative} result={result} onCite={setCited} onGoTo={() => undefined} />
      {!isKept && (
        <p className={styles['aside']}>
          <InfoIcon size={16} /> Asked now, with your rights: the figures may differ from what was shared.
        </p>
      )}
      <Figures result={result} chart={answer.chart} title={question} cited={cited} />
    </>
  )
}
