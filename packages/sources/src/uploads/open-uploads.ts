import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Clock } from '@numize/base'
import { fail } from '../errors.ts'
import { readInTurn } from './read-in-turn.ts'
import { type Incoming, receiveFile, shownName } from './receive-file.ts'
import type { Reading, Upload, UploadPreview } from './upload.ts'
import { type UploadFiles, uploadFiles } from './upload-files.ts'

export interface UploadOptions {
  /** One folder for one organisation. */
  readonly dir: string
  readonly clock: Clock
  /** Of one file. */
  readonly mostBytes: number
  /** Of all files of the organisation. */
  readonly mostTotalBytes: number
  /** Hears of what broke on our side while a file was read. */
  readonly onBug: (error: unknown) => void
}

/** Files that people of one organisation sent in, each in a folder of a name of ours. Who may see which is the caller's to say. */
export interface UploadFolder extends AsyncDisposable {
  /** Takes a file in; nothing is left of it where that fails. @throws `sources/upload-…`, `sources/empty-file` */
  receive(incoming: Incoming, userId: string): Promise<Upload>
  /** Newest first. */
  list(): Promise<readonly Upload[]>
  find(id: string): Promise<Upload | null>
  /** Null until it was read. */
  preview(id: string): Promise<UploadPreview | null>
  /** Reads a file, after those before it, in the background; the state tells how it went. @throws `sources/upload-kept` */
  read(upload: Upload, reading: Reading): Promise<Upload>
  /** Its Parquet file is data of a project from now on; what came in is not needed any more. @throws `sources/upload-not-read`, `sources/no-rows` */
  keep(upload: Upload, project: string): Promise<Upload>
  /** Undoes `keep` where no project came of it. */
  letGo(upload: Upload): Promise<void>
  /** Where its rows are, once it was read. */
  tableFile(upload: Upload): string
  /** Where it is as it came. */
  originalFile(upload: Upload): string
  remove(id: string): Promise<void>
  /** Removes what was not kept and is older than `days`; how many. */
  sweep(days: number): Promise<number>
}

const DAY_MS = 86_400_000

export function openUploads(options: UploadOptions): UploadFolder {
  const { dir, clock, onBug } = options
  const files = uploadFiles(dir)
  const readings = readInTurn(files, onBug)
  const remove = async (id: string) => {
    readings.stop(id)
    await files.remove(id)
  }
  return {
    list: files.list,
    remove,
    receive: (incoming, userId) => receive(files, incoming, { ...options, userId }),
    find: async (id) => {
      const upload = await files.find(id)
      // its reader ended with the process before
      return upload?.state === 'reading' && !readings.isReading(id) ? readings.start(upload) : upload
    },
    preview: files.preview,
    read: async (upload, reading) => {
      if (upload.state === 'kept') throw fail('upload-kept', { name: upload.name })
      readings.stop(upload.id)
      await files.savePreview(upload.id, null)
      return readings.start({ ...upload, reading })
    },
    keep: (upload, project) => keep(files, upload, project),
    letGo: (upload) => files.save({ ...upload, state: 'read', project: null }),
    tableFile: files.table,
    originalFile: ({ id }) => files.original(id),
    sweep: async (days) => {
      const before = new Date(clock.now() - days * DAY_MS).toISOString()
      const old = (await files.list()).filter(
        ({ state, createdAt }) => state !== 'kept' && createdAt < before,
      )
      await Promise.all(old.map(({ id }) => remove(id)))
      return old.length
    },
    [Symbol.asyncDispose]: readings.stopAll,
  }
}

async function receive(
  files: UploadFiles,
  incoming: Incoming,
  { clock, mostBytes, mostTotalBytes, userId }: UploadOptions & { readonly userId: string },
): Promise<Upload> {
  const room = mostTotalBytes - (await files.list()).reduce((sum, { bytes }) => sum + bytes, 0)
  const announced = incoming.announcedBytes ?? 0
  if (room <= 0 || (announced > room && announced <= mostBytes)) throw fail('uploads-full', undefined)
  const id = randomUUID()
  const name = shownName(incoming.name)
  await mkdir(files.folder(id), { recursive: true, mode: 0o700 })
  try {
    const received = await receiveFile({ ...incoming, name }, files.original(id), Math.min(mostBytes, room))
    const upload: Upload = {
      id,
      userId,
      name,
      ...received,
      createdAt: new Date(clock.now()).toISOString(),
      state: 'received',
      problem: null,
      reading: { sheet: null, chosen: {} },
      project: null,
    }
    await files.save(upload)
    return upload
  } catch (error) {
    await files.remove(id)
    throw error
  }
}

async function keep(files: UploadFiles, upload: Upload, project: string): Promise<Upload> {
  const { id, name, state } = upload
  if (state === 'kept') throw fail('upload-kept', { name })
  const preview = state === 'read' ? await files.preview(id) : null
  if (!preview) throw fail('upload-not-read', { name })
  if (preview.rows === 0) throw fail('no-rows', { name })
  const kept: Upload = { ...upload, state: 'kept', project }
  await files.save(kept)
  return kept
}
