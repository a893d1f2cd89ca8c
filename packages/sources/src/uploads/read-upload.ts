import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { engineError, entryBeside, limitedSpawn } from '@numize/engines'
import { fail, failed } from '../errors.ts'
import type { ReadReply, ReadUpload, UploadRead } from './protocol.ts'

export type UploadTask = Pick<ReadUpload, 'format' | 'path' | 'shownAs' | 'out' | 'sheet' | 'chosen'>

const MEMORY_LIMIT_MB = 1024
const MOST_COLUMNS = 5000
const DEADLINE_MS = 15 * 60_000

/**
 * Reads a file that was sent in and writes it as Parquet, in a process with bounds of its own that is killed past its
 * time or when `signal` aborts. Nothing of the file is read in this process.
 * @throws `sources/…` and `engines/…`: one sentence that says what is wrong with it
 */
export async function readUpload(task: UploadTask, signal: AbortSignal): Promise<UploadRead> {
  const folder = dirname(task.out)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const tempDir = await mkdtemp(join(folder, 'reading-'))
  try {
    const reply = await replyOf(
      { ...task, tempDir, memoryLimitMb: MEMORY_LIMIT_MB, mostColumns: MOST_COLUMNS },
      signal,
    )
    if (reply?.kind === 'read') return reply.read
    if (reply?.kind === 'failed') throw failed(reply.failure)
    if (reply?.kind === 'refused') throw engineError(reply.failure)
    throw fail('reader-died', { name: task.shownAs, wasStopped: signal.aborted })
  } finally {
    await rm(tempDir, { recursive: true, force: true })
  }
}

async function replyOf(task: ReadUpload, signal: AbortSignal): Promise<ReadReply | null> {
  const entry = entryBeside(import.meta.url, { source: './child.ts', built: 'upload-child.mjs' })
  const child = limitedSpawn(entry, task.memoryLimitMb)
  const kill = (): void => void child.kill('SIGKILL')
  const timer = setTimeout(kill, DEADLINE_MS)
  signal.addEventListener('abort', kill)
  if (signal.aborted) kill()
  try {
    const exited = once(child, 'exit')
    const replied = new Promise<ReadReply>((resolve) => child.once('message', resolve))
    child.stderr?.resume()
    child.send(task, () => {})
    const reply = await Promise.race([replied, exited.then(() => null)])
    if (child.connected) child.disconnect()
    await exited
    return reply
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', kill)
  }
}
