import type { Dive, ServerMessage } from '@numize/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api/call.ts'
import { checkSession, keys, queryClient } from '../api/queries.ts'
import { stream } from '../thread/questions.ts'

const keyOf = (project: string, dive: string) => keys.dive(project, dive)

/** A deep dive as it is now, kept up to date while it runs; the same wherever it is looked at from. */
export function useDive(project: string, dive: string) {
  const query = useQuery({
    queryKey: keyOf(project, dive),
    queryFn: () => call('GET /v1/projects/:project/dives/:dive', { params: { project, dive } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const isOver = query.data?.state === 'done'
  const isThere = query.data !== undefined
  useEffect(() => (isThere && !isOver ? watch(project, dive) : undefined), [project, dive, isThere, isOver])
  return query
}

/** Hears every news of a dive; the returned function stops listening. */
function watch(project: string, dive: string): () => void {
  const requestId = crypto.randomUUID()
  const hear = (message: ServerMessage): void => {
    if (message.kind === 'dive') keep(project, message.dive)
    if (message.kind === 'problem' && message.problem.status === 401) void checkSession()
  }
  return stream.watch({ kind: 'watch', requestId, project, dive }, hear)
}

const keep = (project: string, dive: Dive): void =>
  void queryClient.setQueryData<Dive>(keyOf(project, dive.id), dive)

type Doing = 'stop' | 'resume'

/** @throws {CallError} */
export async function actOn(doing: Doing, project: string, dive: string): Promise<void> {
  const params = { project, dive }
  keep(
    project,
    doing === 'stop'
      ? await call('POST /v1/projects/:project/dives/:dive/stop', { params })
      : await call('POST /v1/projects/:project/dives/:dive/resume', { params }),
  )
}
