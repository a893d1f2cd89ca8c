import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { needsError } from './errors.ts'

/**
 * Whether a folder may be replaced as a whole: it is not there, is empty, or holds the file that marks it as ours.
 * @throws `needs/not-a-folder`, `needs/foreign-folder`
 */
export function checkTarget(out: string, mark: string): void {
  if (!existsSync(out)) return
  if (!statSync(out).isDirectory()) throw needsError('not-a-folder', { path: out })
  const names = readdirSync(out)
  if (names.length > 0 && !names.includes(mark)) throw needsError('foreign-folder', { path: out })
}

/** Where what is to stand in `out` is made: beside it, so that one rename moves it in. */
export const workFolder = (out: string): string => join(dirname(out), `.${basename(out)}.${process.pid}.tmp`)

/** An error of the disk as the caller's: `needs/disk-full` or `needs/cannot-write`; any other as it is. */
export function asCallerError(error: unknown, path: string): unknown {
  const text = error instanceof Error ? error.message : ''
  if (/no space left|ENOSPC|disk full|max_temp_directory_size/i.test(text))
    return needsError('disk-full', { path })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code))
    return needsError('cannot-write', { path, reason: code })
  return error
}
