import type { Problem, UploadView } from '@numize/server/contract'
import { CallError, unreachable } from '../api/call.ts'

interface Sending {
  /** 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

/** Sends a file as it is, with its progress, which `fetch` does not tell. @throws {CallError} */
export const sendFile = (file: File, { onProgress, signal }: Sending): Promise<UploadView> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/v1/uploads?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as UploadView)
      else reject(new CallError((request.response as Problem | null) ?? unreachable))
    })
    request.addEventListener('error', () => reject(new CallError(unreachable)))
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
