import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { hashText } from '@numize/base'
import type { Model } from '@numize/semantic'
import type { Keeping, Uploads } from '@numize/server'
import { openUploads, type Upload, type UploadFolder } from '@numize/sources'
import { sliceFor } from './datasources.ts'
import type { Effects } from './effects.ts'
import type { Installation } from './installation.ts'
import type { ProjectShelf } from './project-shelf.ts'
import { discoverConnection } from './projects.ts'

const MB = 1_000_000
const MOST_MB = 500
const MOST_TOTAL_MB = 20_000
/** What nobody kept is removed after so many days. */
const DAYS_UNKEPT = 1

export interface OpenUploads extends Uploads, AsyncDisposable {
  /** Removes what nobody kept. */
  sweep(): Promise<void>
}

/** Files that people send in, a folder for each organisation; what is kept becomes a project on the shelf. */
export function openUploadsOf(
  installation: Installation,
  effects: Effects,
  shelf: ProjectShelf,
): OpenUploads {
  const folders = new Map<string, UploadFolder>()
  const mostBytes = megabytes(effects.env['NUMIZE_UPLOAD_MB'], MOST_MB)
  const folderOf = ({ orgId }: Pick<Principal, 'orgId'>): UploadFolder => {
    const folder = folders.get(orgId) ?? openFolder(orgId, mostBytes, effects)
    folders.set(orgId, folder)
    return folder
  }
  return {
    mostBytes,
    receive: (incoming, by) => folderOf(by).receive(incoming, by.userId),
    list: async (by) => (await folderOf(by).list()).filter(({ userId }) => userId === by.userId),
    find: async (id, by) => {
      const upload = await folderOf(by).find(id)
      return upload?.userId === by.userId ? upload : null
    },
    preview: ({ id }, by) => folderOf(by).preview(id),
    read: (upload, reading, by) => folderOf(by).read(upload, reading),
    originalFile: (upload, by) => folderOf(by).originalFile(upload),
    keep: (upload, keeping, by) =>
      keep({ upload, keeping, by }, folderOf(by), { installation, effects, shelf }),
    remove: async (upload, by) => {
      if (upload.project !== null) await shelf.remove(upload.project, by.orgId)
      await folderOf(by).remove(upload.id)
    },
    sweep: async () => {
      folderOf(installation.owner)
      for (const folder of folders.values()) await folder.sweep(DAYS_UNKEPT)
    },
    [Symbol.asyncDispose]: async () => {
      for (const folder of folders.values()) await folder[Symbol.asyncDispose]()
    },
  }
}

const openFolder = (orgId: string, mostBytes: number, { env, clock, stateDir, err }: Effects): UploadFolder =>
  openUploads({
    dir: join(stateDir, 'uploads', hashText(orgId).slice(0, 16)),
    clock,
    mostBytes,
    mostTotalBytes: megabytes(env['NUMIZE_UPLOAD_TOTAL_MB'], MOST_TOTAL_MB),
    onBug: (error) => err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  })

const megabytes = (said: string | undefined, otherwise: number): number => (Number(said) || otherwise) * MB

interface Kept {
  readonly upload: Upload
  readonly keeping: Keeping
  readonly by: Principal
}

interface Around {
  readonly installation: Installation
  readonly effects: Effects
  readonly shelf: ProjectShelf
}

async function keep(
  { upload, keeping, by }: Kept,
  folder: UploadFolder,
  { installation, effects, shelf }: Around,
): Promise<Upload> {
  const name = freeName(keeping.label, (one) => shelf.isTaken(one, by.orgId))
  const kept = await folder.keep(upload, name)
  try {
    const connection = { kind: 'files', path: folder.tableFile(upload) } as const
    const found = await discoverConnection(name, connection, effects, {
      resolve: installation.of(by.orgId).secrets.resolve,
    })
    await found.source[Symbol.asyncDispose]()
    const { project } = found.ground
    const model = withPersonal(project.model, new Set(keeping.personal))
    const slices = [sliceFor(keeping.audience)]
    // a file says nothing of today
    await shelf.add({ ...project, label: keeping.label, now: 'data', model, slices }, by.orgId)
  } catch (error) {
    await folder.letGo(upload)
    throw error
  }
  await rm(folder.originalFile(upload), { force: true })
  return kept
}

const LONGEST_NAME = 40

/** A project's name made of what people call it, and free. */
function freeName(label: string, isTaken: (name: string) => boolean): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  const stem = plain.slice(0, LONGEST_NAME) || 'file'
  for (let count = 1; ; count++) {
    const name = count === 1 ? stem : `${stem}_${count}`
    if (!isTaken(name)) return name
  }
}

/** Dimensions over a column are marked as their owner says, whatever was suspected. */
const withPersonal = (model: Model, personal: ReadonlySet<string>): Model => ({
  ...model,
  semanticModels: model.semanticModels.map((one) => ({
    ...one,
    dimensions: one.dimensions.map((dimension) => {
      const { pii: _pii, ...extras } = dimension.extras
      const column = dimension.expr.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')
      return { ...dimension, extras: personal.has(column) ? { ...extras, pii: true } : extras }
    }),
  })),
})
