import type { Failure } from '../errors.ts'

/** Thrown inside the child while it opens its data; travels to the parent as its `failure`. */
export class OpenFailure extends Error {
  override readonly name = 'OpenFailure'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.what)
    this.failure = failure
  }
}

/** DuckDB's complaint about a file it was to open, as one of our sentences. */
export function openFailure(error: unknown, file: string, format: string): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const holder = /Conflicting lock is held in ([^(\n]*?)\s*\(PID (\d+)\)/.exec(message)
  if (holder) return { what: 'file-locked', facts: { file, by: `process ${holder[2]} (${holder[1]})` } }
  if (/Could not set lock/.test(message))
    return { what: 'file-locked', facts: { file, by: 'another process' } }
  if (/newer version of DuckDB|version number \d+, but we can only read/i.test(message))
    return { what: 'file-newer', facts: { file } }
  if (/No files found|does not exist|No such file/.test(message)) return { what: 'no-file', facts: { file } }
  if (/Permission denied/.test(message))
    return { what: 'file-refused', facts: { file, reason: 'permission denied. Change its rights.' } }
  return { what: 'file-damaged', facts: { file, format } }
}
