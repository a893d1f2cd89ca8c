import type { RouteBody } from '@numize/server/contract'
import { call } from '../api/call.ts'
import { checkSession, queryClient } from '../api/queries.ts'

export async function signIn(token: string): Promise<void> {
  await call('POST /v1/sign-in', { body: { token } })
  await checkSession()
}

type ByPassword = Extract<RouteBody<'POST /v1/sign-in'>, { user: string }>

export async function signInWithPassword(given: ByPassword): Promise<void> {
  await call('POST /v1/sign-in', { body: given })
  await checkSession()
}

export async function signOut(): Promise<void> {
  const { goTo } = await call('POST /v1/sign-out', {})
  queryClient.clear()
  location.assign(goTo ?? '/')
}
