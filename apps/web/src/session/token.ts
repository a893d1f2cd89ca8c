const TOKEN = /(?:#|\?|&)token=([^&\s]+)/
const PROBLEM = /#problem=([^&\s]+)/

/** The token of a pasted link, or the text itself where it is no link. */
export const tokenIn = (text: string): string => {
  const found = TOKEN.exec(text)?.[1]
  return found === undefined ? text.trim() : decodeURIComponent(found)
}

/** What a sign-in by link or provider brought: its token, or the code of what went wrong. */
export interface Arrival {
  readonly token: string | null
  readonly problem: string | null
}

/** Takes it out of the address before anything else can see it. */
export function takeArrival(): Arrival {
  if (location.pathname !== '/sign-in') return { token: null, problem: null }
  const { hash } = location
  history.replaceState(null, '', '/')
  return { token: TOKEN.test(hash) ? tokenIn(hash) : null, problem: problemIn(hash) }
}

/** Our own words for a code: what stands in an address may have been written by anybody. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'identity/sign-in-lost': 'That sign-in took too long or was begun elsewhere. Start it again.',
  'identity/provider-refused': 'The identity provider did not let you in. Start again.',
  'identity/provider-silent': 'The identity provider does not answer. Try again in a moment.',
  'identity/not-allowed-in':
    'You are known there, but not among those who may use Numize. Ask an administrator.',
  'identity/account-taken':
    'An account of your name exists here already. Ask an administrator to link the two.',
}

export function problemIn(hash: string): string | null {
  const code = PROBLEM.exec(hash)?.[1]
  if (code === undefined) return null
  return PROBLEMS[decodeURIComponent(code)] ?? 'That sign-in did not work. Start it again.'
}
