import { useSyncExternalStore } from 'react'

/** Where the workspace is; the address holds all of it. */
export interface Place {
  /** null = not chosen yet. */
  readonly project: string | null
  /** `ask`, or the page's name in the address. */
  readonly page: string
  /** What the page shows: the parts of the address after its name. Of `ask` the thread, if it has begun. */
  readonly path: readonly string[]
  /** The query part, with its `?`; empty when there is none. */
  readonly search: string
}

/** Where to go: `page` is `ask` unless said, `thread` is short for the path of `ask`. */
export type Target = { readonly project: string | null } & (
  | { readonly thread?: string | null }
  | { readonly page: string; readonly path?: readonly string[]; readonly search?: string }
)

const THREAD = 't'

export function placeOf(pathname: string, search = ''): Place {
  const [root, project, page, ...path] = pathname.split('/').filter(Boolean).map(decoded)
  if (root !== 'p' || project === undefined) return { project: null, page: 'ask', path: [], search: '' }
  return { project, page: page === undefined || page === THREAD ? 'ask' : page, path, search }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function pathTo(target: Target): string {
  if (target.project === null) return '/'
  const parts = ['p', target.project, ...partsOf(target)]
  const search = 'page' in target ? (target.search ?? '') : ''
  return `/${parts.map(encodeURIComponent).join('/')}${search}`
}

function partsOf(target: Target): readonly string[] {
  if (!('page' in target)) return target.thread == null ? [] : [THREAD, target.thread]
  const { page, path = [] } = target
  if (page !== 'ask') return [page, ...path]
  return path.length === 0 ? [] : [THREAD, ...path]
}

/** The thread an `ask` page shows; null = a new one. */
export const threadOf = ({ page, path }: Place): string | null => (page === 'ask' ? (path[0] ?? null) : null)

const MOVED = 'numize:moved'

export function go(target: Target, { replace = false } = {}): void {
  const path = pathTo(target)
  if (path === location.pathname + location.search) return
  if (replace) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  window.dispatchEvent(new Event(MOVED))
}

const subscribe = (listener: () => void) => {
  window.addEventListener('popstate', listener)
  window.addEventListener(MOVED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(MOVED, listener)
  }
}

const address = () => location.pathname + location.search

export function usePlace(): Place {
  const [pathname = '/', search] = useSyncExternalStore(subscribe, address).split(/(?=\?)/)
  return placeOf(pathname, search)
}
