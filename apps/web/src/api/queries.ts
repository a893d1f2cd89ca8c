import type { Turn } from '@numize/server/contract'
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { CallError, call } from './call.ts'

const worthRetrying = (error: Error): boolean =>
  error instanceof CallError && (error.problem.status === 0 || error.problem.status === 503)

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (isSignedOut(error) && queryKey[0] !== 'me') void checkSession()
    },
  }),
  defaultOptions: {
    queries: { staleTime: 60_000, retry: (count, error) => count < 3 && worthRetrying(error) },
  },
})

export const keys = {
  me: ['me'],
  waysIn: ['ways-in'],
  account: ['account'],
  sessions: ['account', 'sessions'],
  apiKeys: ['account', 'keys'],
  projects: ['projects'],
  welcome: (project: string) => ['welcome', project],
  catalog: (project: string) => ['catalog', project],
  threads: (project: string) => ['threads', project],
  thread: (project: string, thread: string) => ['thread', project, thread],
  dive: (project: string, dive: string) => ['dive', project, dive],
  evidence: (project: string, dive: string, at: number) => ['evidence', project, dive, at],
} as const

export const useMe = () => useQuery({ queryKey: keys.me, queryFn: () => call('GET /v1/me', {}) })

export const useWaysIn = () =>
  useQuery({ queryKey: keys.waysIn, queryFn: () => call('GET /v1/sign-in', { query: {} }) })

export const useAccount = () =>
  useQuery({ queryKey: keys.account, queryFn: () => call('GET /v1/account', {}) })
export const useSessions = () =>
  useQuery({ queryKey: keys.sessions, queryFn: () => call('GET /v1/account/sessions', {}) })
export const useKeys = () =>
  useQuery({ queryKey: keys.apiKeys, queryFn: () => call('GET /v1/keys', { query: { all: 'false' } }) })

export const refreshAccount = () => queryClient.invalidateQueries({ queryKey: keys.account })
export const refreshSessions = () => queryClient.invalidateQueries({ queryKey: keys.sessions })
export const refreshKeys = () => queryClient.invalidateQueries({ queryKey: keys.apiKeys })

export const useProjects = () =>
  useQuery({ queryKey: keys.projects, queryFn: () => call('GET /v1/projects', {}) })

export const useWelcome = (project: string) =>
  useQuery({
    queryKey: keys.welcome(project),
    queryFn: () => call('GET /v1/projects/:project/welcome', { params: { project } }),
  })

export const useCatalog = (project: string) =>
  useQuery({
    queryKey: keys.catalog(project),
    queryFn: () => call('GET /v1/projects/:project/catalog', { params: { project } }),
  })

export const useThreads = (project: string) =>
  useQuery({
    queryKey: keys.threads(project),
    queryFn: () => call('GET /v1/projects/:project/threads', { params: { project } }),
  })

export const useTurns = (project: string, thread: string | null) =>
  useQuery({
    queryKey: keys.thread(project, thread ?? ''),
    queryFn: () =>
      call('GET /v1/projects/:project/threads/:thread', { params: { project, thread: thread ?? '' } }),
    enabled: thread !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Puts a turn that came over the stream where `useTurns` finds it. */
export function keepTurn(project: string, turn: Turn): void {
  const key = keys.thread(project, turn.threadId)
  const known = queryClient.getQueryData<readonly Turn[]>(key)
  const isNewThread = queryClient.getQueryState(key) === undefined
  if (known || isNewThread)
    queryClient.setQueryData<readonly Turn[]>(key, [
      ...(known ?? []).filter(({ id }) => id !== turn.id),
      turn,
    ])
  else void queryClient.invalidateQueries({ queryKey: key })
  void queryClient.invalidateQueries({ queryKey: keys.threads(project) })
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof CallError && error.problem.status === 401

/** Asks again who is signed in; the page shows the sign-in when nobody is. Gives whether anybody is. */
export async function checkSession(): Promise<boolean> {
  await queryClient.invalidateQueries({ queryKey: keys.me })
  return !isSignedOut(queryClient.getQueryState(keys.me)?.error)
}
