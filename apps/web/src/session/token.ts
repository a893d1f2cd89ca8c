const TOKEN = /(?:#|\?|&)token=([^&\s]+)/

/** The token of a pasted link, or the text itself where it is no link. */
export const tokenIn = (text: string): string => {
  const found = TOKEN.exec(text)?.[1]
  return found === undefined ? text.trim() : decodeURIComponent(found)
}

/** Takes the token out of the address before anything else can see it; null where there is none. */
export function takeToken(): string | null {
  if (location.pathname !== '/sign-in') return null
  const { hash } = location
  history.replaceState(null, '', '/')
  return TOKEN.test(hash) ? tokenIn(hash) : null
}
