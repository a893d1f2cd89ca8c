import { NumizeError } from '@numize/base'
import { previewOf } from './preview-of.ts'
import { readUpload } from './read-upload.ts'
import type { Upload } from './upload.ts'
import type { UploadFiles } from './upload-files.ts'

/** The readings that are under way or wait. One file is read at a time: each may take a core and a gigabyte. */
export interface Readings {
  /** Marks it as being read, and reads it in its turn. */
  readonly start: (upload: Upload) => Promise<Upload>
  readonly isReading: (id: string) => boolean
  readonly stop: (id: string) => void
  readonly stopAll: () => Promise<void>
}

export function readInTurn(files: UploadFiles, onBug: (error: unknown) => void): Readings {
  const stops = new Map<string, AbortController>()
  let turn: Promise<void> = Promise.resolve()
  const work = async (upload: Upload, stopping: AbortController) => {
    const read = await readOne(files, upload, { signal: stopping.signal, onBug })
    if (stops.get(upload.id) !== stopping) return
    stops.delete(upload.id)
    await files.save(read)
  }
  const stop = (id: string): void => {
    stops.get(id)?.abort()
    stops.delete(id)
  }
  return {
    start: async (upload) => {
      const reading: Upload = { ...upload, state: 'reading', problem: null }
      const stopping = new AbortController()
      stops.set(upload.id, stopping)
      await files.save(reading)
      turn = turn.then(() => work(reading, stopping)).catch(onBug)
      return reading
    },
    isReading: (id) => stops.has(id),
    stop,
    stopAll: async () => {
      for (const id of stops.keys()) stop(id)
      await turn
    },
  }
}

interface Effects {
  readonly signal: AbortSignal
  readonly onBug: (error: unknown) => void
}

/** The upload as it is after its reading; a bug of ours is told as one. */
async function readOne(files: UploadFiles, upload: Upload, { signal, onBug }: Effects): Promise<Upload> {
  const { id, name: shownAs, format, reading } = upload
  const out = files.table(upload)
  try {
    signal.throwIfAborted()
    const read = await readUpload({ format, shownAs, path: files.original(id), out, ...reading }, signal)
    await files.savePreview(id, await previewOf(out, read, reading))
    return { ...upload, state: 'read' }
  } catch (error) {
    if (error instanceof NumizeError) return { ...upload, state: 'failed', problem: error.message }
    if (!signal.aborted) onBug(error)
    return {
      ...upload,
      state: 'failed',
      problem: `Reading ${shownAs} failed on our side. The log has the details.`,
    }
  }
}
