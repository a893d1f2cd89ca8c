import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from '../answer/notice.tsx'
import { BlockedIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'

interface Props<T> {
  readonly query: {
    readonly data: T | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  /** What it is, as in "The people cannot be shown". */
  readonly what: string
  readonly height?: number
  readonly children: (data: T) => ReactNode
}

/** What was fetched; while it is on its way, or where it cannot be had, that. */
export function Loaded<T>({ query, what, height = 280, children }: Props<T>) {
  const { data, error, refetch } = query
  if (data !== undefined) return children(data)
  if (!error) return <Skeleton height={height} radius="lg" aria-busy="true" />
  return (
    <Notice tone="bad" icon={<BlockedIcon />} title={`${what} cannot be shown`}>
      <p>{sentence(error.message)}</p>
      <button type="button" className={controls['plain']} onClick={() => void refetch()}>
        Try again
      </button>
    </Notice>
  )
}
