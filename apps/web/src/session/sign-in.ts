import { call } from '../api/call.ts'
import { checkSession, queryClient } from '../api/queries.ts'

const TOKEN = /(?:#|\?|&)token=([^&\s]+)/

/** The token of a pasted link, or the text itself where it is no link. */
export const tokenIn = (text: string): string => {
  const found = TOKEN.exec(text)?.[1]
  return found === undefined ? text.trim() : decodeURIComponent(found)
}

export async function signIn(token: string): Promise<void> {
  await call('POST /v1/sign-in', { body: { token } })
  await checkSession()
}

/** Takes the token out of the address before anything else can see it; null where there is none. */
export function takeToken(): string | null {
  if (location.pathname !== '/sign-in') return null
  const token = TOKEN.exec(location.hash)?.[1] ?? null
  history.replaceState(null, '', '/')
  return token === null ? null : decodeURIComponent(token)
}

export async function signOut(): Promise<void> {
  await call('POST /v1/sign-out', {})
  queryClient.clear()
  location.assign('/')
}
