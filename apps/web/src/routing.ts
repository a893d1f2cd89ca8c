import { useSyncExternalStore } from 'react'

/** Where the workspace is; the address holds all of it. */
export interface Place {
  /** null = not chosen yet. */
  readonly project: string | null
  /** null = a new thread. */
  readonly thread: string | null
}

const PATH = /^\/p\/([^/]+)(?:\/t\/([^/]+))?\/?$/

export function placeOf(path: string): Place {
  const [, project, thread] = PATH.exec(path) ?? []
  return {
    project: project === undefined ? null : decodeURIComponent(project),
    thread: thread === undefined ? null : decodeURIComponent(thread),
  }
}

export function pathTo({ project, thread }: Place): string {
  if (project === null) return '/'
  const base = `/p/${encodeURIComponent(project)}`
  return thread === null ? base : `${base}/t/${encodeURIComponent(thread)}`
}

const MOVED = 'numize:moved'

export function go(place: Place, { replace = false } = {}): void {
  const path = pathTo(place)
  if (path === location.pathname) return
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

export const usePlace = (): Place => placeOf(useSyncExternalStore(subscribe, () => location.pathname))
