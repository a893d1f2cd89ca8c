import { Readable } from 'node:stream'
import type { Principal } from '@numize/access'
import type { Upload } from '@numize/sources'
import type { FastifyRequest } from 'fastify'
import type { UploadView } from '../contract/index.ts'
import type { uploadRoutes } from '../contract/uploads.ts'
import { serverError } from '../errors.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { Uploads } from '../uploads.ts'
import type { HandlersOf } from './call.ts'

export const uploadHandlers = (deps: ServerDeps): HandlersOf<keyof typeof uploadRoutes> => ({
  'GET /v1/uploads': async ({ principal }) => {
    const uploads = uploadsOf(deps)
    return { uploads: (await uploads.list(principal)).map(viewOf), mostBytes: uploads.mostBytes }
  },
  'POST /v1/uploads': async ({ query, principal, request }) => {
    const uploads = uploadsOf(deps)
    const content = streamOf(request)
    const announced = Number(request.headers['content-length'] ?? '')
    const announcedBytes = announced > 0 ? announced : null
    const upload = await uploads.receive({ name: query.name, content, announcedBytes }, principal)
    await letIn(deps, upload, principal)
    return viewOf(await uploads.read(upload, upload.reading, principal))
  },
  'GET /v1/uploads/:id': async ({ params, principal }) => {
    const upload = await ownUpload(deps, params.id, principal)
    const isRead = upload.state === 'read' || upload.state === 'kept'
    return {
      upload: viewOf(upload),
      preview: isRead ? await uploadsOf(deps).preview(upload, principal) : null,
    }
  },
  'PUT /v1/uploads/:id/reading': async ({ params, body, principal }) =>
    viewOf(await uploadsOf(deps).read(await ownUpload(deps, params.id, principal), body, principal)),
  'POST /v1/uploads/:id/keep': async ({ params, body, principal }) => {
    const upload = await ownUpload(deps, params.id, principal)
    const audience = body.audience === 'me' ? [principal.userId] : ['*']
    const kept = await uploadsOf(deps).keep(upload, { ...body, audience }, principal)
    const project = kept.project ?? ''
    await audit(deps, principal, {
      outcome: 'answered',
      project,
      detail: { ...toldOf(upload), audience: body.audience },
    })
    return { project, upload: viewOf(kept) }
  },
  'DELETE /v1/uploads/:id': async ({ params, principal }) => {
    const upload = await ownUpload(deps, params.id, principal)
    await uploadsOf(deps).remove(upload, principal)
    await audit(deps, principal, {
      outcome: 'answered',
      project: upload.project,
      detail: { ...toldOf(upload), removed: true },
    })
    return null
  },
})

function uploadsOf({ uploads }: ServerDeps): Uploads {
  if (!uploads) throw serverError('not-built', { what: 'sending files in where no folder is kept' })
  return uploads
}

/** Somebody else's is told as one that does not exist. @throws `server/no-upload` */
async function ownUpload(deps: ServerDeps, id: string, principal: Principal): Promise<Upload> {
  const upload = await uploadsOf(deps).find(id, principal)
  if (!upload) throw serverError('no-upload', { upload: id })
  return upload
}

/** @throws `server/not-a-file` */
function streamOf({ body }: FastifyRequest): Readable {
  if (body instanceof Readable) return body
  throw serverError('not-a-file', undefined)
}

/** Shows what came in to the organisation's check; what it refuses is removed and written down. @throws `access/content-…` */
async function letIn(deps: ServerDeps, upload: Upload, principal: Principal): Promise<void> {
  const uploads = uploadsOf(deps)
  const { orgId, userId } = principal
  const { name, bytes } = upload
  const carriage = {
    direction: 'upload',
    orgId,
    userId,
    project: null,
    name,
    mediaType: MEDIA[upload.format],
  } as const
  try {
    await deps.inspectContent?.(carriage, {
      file: uploads.originalFile(upload, principal),
      byteLength: bytes,
    })
  } catch (error) {
    await uploads.remove(upload, principal)
    await audit(deps, principal, { outcome: 'refused', project: null, detail: toldOf(upload) })
    throw error
  }
  await audit(deps, principal, { outcome: 'answered', project: null, detail: toldOf(upload) })
}

const MEDIA: Readonly<Record<Upload['format'], string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  excel: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const toldOf = ({ id, name, format, bytes }: Upload) => ({ upload: id, name, format, bytes })

const audit = (
  deps: ServerDeps,
  { orgId, userId }: Principal,
  event: {
    readonly outcome: 'answered' | 'refused'
    readonly project: string | null
    readonly detail: Readonly<Record<string, unknown>>
  },
): Promise<void> => deps.keepersOf(orgId).audit.append({ action: 'upload', userId, ...event })

function viewOf({ userId: _userId, ...upload }: Upload): UploadView {
  return { ...upload, reading: { ...upload.reading, chosen: { ...upload.reading.chosen } } }
}
