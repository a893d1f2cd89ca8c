import type { Problem, RouteBody, RouteName, RouteParams, RouteResponse } from '@numize/server/contract'

/** What the server refused, or that it could not be reached (`status` 0). */
export class CallError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

type Input<K extends RouteName> = (RouteParams<K> extends undefined ? unknown : { params: RouteParams<K> }) &
  (RouteBody<K> extends undefined ? unknown : { body: RouteBody<K> })

/** Calls one route of the contract by its name. @throws {CallError} */
export async function call<K extends RouteName>(name: K, input: Input<K>): Promise<RouteResponse<K>> {
  const { params = {}, body } = input as { params?: Record<string, string>; body?: unknown }
  const [method = 'GET', path = '/'] = name.split(' ')
  const url = path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const response = await reach(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new CallError(await problemIn(response))
  return (response.status === 204 ? null : await response.json()) as RouteResponse<K>
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
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
