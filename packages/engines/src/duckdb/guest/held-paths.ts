import { openSync, statSync } from 'node:fs'

/** Where a process finds the files it holds open, whoever it has become. */
export const HELD_FILES = '/proc/self/fd/'

export interface HeldPaths {
  readonly paths: readonly string[]
  /** False where a file is not for everybody's eyes: then it has to be read now. */
  readonly mayReopen: boolean
}

/**
 * Opens files while this process still may, and gives names under which they can be opened again after it left its
 * rights behind, whatever folders they rest in. The files stay open as long as the process lives.
 */
export function heldPaths(paths: readonly string[]): HeldPaths {
  if (paths.some((path) => !isForAll(path))) return { paths, mayReopen: false }
  return { paths: paths.map((path) => `${HELD_FILES}${openSync(path, 'r')}`), mayReopen: true }
}

/** Whether a file's own mode lets everybody read it, its folders aside. */
export const isForAll = (path: string): boolean =>
  ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o004) !== 0
