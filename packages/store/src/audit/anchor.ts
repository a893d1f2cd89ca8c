import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Keyring, keyNamed } from '@numize/secrets'
import type { Head } from './append-entry.ts'
import { sign } from './hash-entry.ts'

/** The end of a chain at a moment, signed, to be kept where the database is not. */
export interface Anchor extends Head {
  readonly at: string
  readonly keyId: string
  readonly signature: string
}

/** Somewhere outside the database. */
export interface AnchorPlace {
  /** For people: a path, an address. */
  readonly name: string
  write(anchors: readonly Anchor[]): Promise<void>
}

export function anchorOf(head: Head, at: string, { current }: Keyring): Anchor {
  const { orgId, seq, hash } = head
  const signature = sign(current, 'anchor', { orgId, seq, hash, at })
  return { orgId, seq, hash, at, keyId: current.id, signature }
}

export function isSignedAnchor({ keyId, signature, orgId, seq, hash, at }: Anchor, keys: Keyring): boolean {
  if (!keys.keys.some(({ id }) => id === keyId)) return false
  return sign(keyNamed(keys, keyId), 'anchor', { orgId, seq, hash, at }) === signature
}

/** A file that is only ever added to: one JSON object a line, mode 0600. */
export const anchorFile = (file: string): AnchorPlace => ({
  name: file,
  write: async (anchors) => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await appendFile(file, anchors.map(lineOf).join(''), { mode: 0o600 })
  },
})

/** Lines of a log, which carry `numize-audit-anchor` and the JSON. */
export const anchorLog = (write: (line: string) => void): AnchorPlace => ({
  name: 'the log',
  write: async (anchors) => {
    for (const anchor of anchors) write(`numize-audit-anchor ${lineOf(anchor)}`)
  },
})

const WEBHOOK_TIMEOUT_MS = 10_000

/** POSTed as one JSON object a line; whatever answers with 2xx has kept them. */
export const anchorWebhook = (url: string): AnchorPlace => ({
  name: new URL(url).host,
  write: async (anchors) => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: anchors.map(lineOf).join(''),
      redirect: 'error',
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
    })
    if (!reply.ok)
      throw new Error(`the audit's anchor was not taken by ${new URL(url).host}: ${reply.status}`)
  },
})

const lineOf = (anchor: Anchor): string => `${JSON.stringify(anchor)}\n`

/** The anchors of a file of ours, or of a log that holds other lines too; none where there is no file. */
export async function readAnchors(file: string): Promise<readonly Anchor[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => anchorIn(line) ?? [])
}

function anchorIn(line: string): Anchor | null {
  const json = /\{"orgId".*\}/.exec(line)?.[0]
  if (json === undefined) return null
  try {
    const anchor = JSON.parse(json) as Anchor
    return typeof anchor.seq === 'number' ? anchor : null
  } catch {
    return null
  }
}
