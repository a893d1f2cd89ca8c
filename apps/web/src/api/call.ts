import type {
  Problem,
  RouteBody,
  RouteName,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from '@numize/server/contract'

/** What the server refused, or that it could not be reached (`status` 0). */
export class CallError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

type Input<K extends RouteName> = (RouteParams<K> extends undefined ? unknown : { params: RouteParams<K> }) &
  (RouteBody<K> extends undefined ? unknown : { body: RouteBody<K> }) &
  (RouteQuery<K> extends undefined ? unknown : { query: RouteQuery<K> }) & { signal?: AbortSignal }

/** Calls one route of the contract by its name. @throws {CallError} */
export async function call<K extends RouteName>(name: K, input: Input<K>): Promise<RouteResponse<K>> {
  const { params = {}, query = {}, body, signal } = input as Loose
  const [method = 'GET', path = '/'] = name.split(' ')
  const url = path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const response = await reach(url + searchOf(query), {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new CallError(await problemIn(response))
  return (response.status === 204 ? null : await response.json()) as RouteResponse<K>
}

interface Loose {
  readonly params?: Record<string, string>
  readonly query?: Record<string, string | number | undefined>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

function searchOf(query: NonNullable<Loose['query']>): string {
  const said = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return said.length === 0 ? '' : `?${new URLSearchParams(said).toString()}`
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new CallError(unreachable)
  }
}

export const unreachable: Problem = {
  type: 'about:blank',
  title: 'No connection',
  status: 0,
  code: 'web/unreachable',
  detail: 'The server cannot be reached. Check that it is running, then try again.',
  facts: {},
}

async function problemIn(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true)
    return (await response.json()) as Problem
  return {
    ...unreachable,
    status: response.status,
    detail: `The server answered ${response.status}. Try again in a moment.`,
  }
}
