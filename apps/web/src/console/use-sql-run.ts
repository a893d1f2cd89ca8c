import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { sentence } from '../sentence.ts'
import { asResult } from './as-result.ts'
import { keepRun, type Run, readHistory } from './history.ts'

interface Asked {
  readonly sql: string
  readonly slice: string | null
}

type State =
  | { readonly kind: 'ready' | 'running' | 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'done'; readonly sql: string; readonly result: ReturnType<typeof asResult> }

/** Runs one statement at a time, stops it, and remembers what was run. */
export function useSqlRun(project: string) {
  const [state, setState] = useState<State>({ kind: 'ready' })
  const [history, setHistory] = useState<readonly Run[]>(() => readHistory(project))
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const remember = (sql: string, outcome: string, failed: boolean) =>
    setHistory(keepRun(project, { sql, at: new Date().toISOString(), outcome, failed }))

  const run = async ({ sql, slice }: Asked): Promise<void> => {
    const attempt = new AbortController()
    running.current?.abort()
    running.current = attempt
    setState({ kind: 'running' })
    try {
      const body = { datasource_id: project, sql, ...(slice === null ? {} : { slice }) }
      const result = asResult(await call('POST /v1/query/sql', { body, signal: attempt.signal }))
      setState({ kind: 'done', sql, result })
      remember(sql, `${result.rowCount} ${result.rowCount === 1 ? 'row' : 'rows'}`, false)
    } catch (error) {
      if (attempt.signal.aborted) return
      const reason = sentence((error as Error).message)
      setState({ kind: 'failed', reason })
      remember(sql, reason, true)
    }
  }

  const stop = (): void => {
    running.current?.abort()
    setState({ kind: 'stopped' })
  }
  return { state, history, run, stop }
}
