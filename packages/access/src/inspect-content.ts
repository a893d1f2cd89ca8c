import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { runProgram, wordsOf } from '@numize/secrets'
import { accessError } from './errors.ts'

/** Data on its way in or out, in words. */
export interface Carriage {
  readonly direction: 'upload' | 'export'
  readonly orgId: string
  readonly userId: string
  readonly project: string | null
  /** Of the file. */
  readonly name: string
  readonly mediaType: string
}

/**
 * Lets a program of the organisation's look at data before it is taken in or given away (data loss prevention).
 * @throws `access/content-refused` with its sentence, `access/content-unseen` where it failed or took too long
 */
export type InspectContent = (carriage: Carriage, content: Uint8Array | ContentFile) => Promise<void>

/** Content too large to hold: it is read from its file as it is looked at. */
export interface ContentFile {
  readonly file: string
  readonly byteLength: number
}

type Environment = Readonly<Record<string, string | undefined>>

const TIMEOUT_MS = 10_000
const REFUSED = 1
const SENTENCE_LENGTH = 300

/**
 * Who looks: NUMIZE_DLP_COMMAND (words, or a JSON list of them; no shell reads it) or NUMIZE_DLP_URL, within
 * NUMIZE_DLP_TIMEOUT_MS (10,000 unless said). Null where neither is set: nobody does.
 *
 * The command gets one line of JSON (`Carriage` and `bytes`) and then the content on its standard input. It lets them
 * pass by ending with 0 and refuses by ending with 1; the first line it prints is told. The address gets the content
 * POSTed, with the JSON in the header `Numize-Carriage`; 2xx lets pass, 403 and 422 refuse with the text they carry.
 */
export function contentInspector(env: Environment): InspectContent | null {
  const timeoutMs = Number(env['NUMIZE_DLP_TIMEOUT_MS'] ?? '') || TIMEOUT_MS
  const command = env['NUMIZE_DLP_COMMAND']?.trim()
  if (command) return (carriage, content) => askProgram(wordsOf(command), { carriage, content, timeoutMs })
  const url = env['NUMIZE_DLP_URL']?.trim()
  if (url) return (carriage, content) => askAddress(url, { carriage, content, timeoutMs })
  return null
}

interface Question {
  readonly carriage: Carriage
  readonly content: Uint8Array | ContentFile
  readonly timeoutMs: number
}

async function* parts(before: string, content: Uint8Array | ContentFile): AsyncGenerator<Uint8Array> {
  if (before !== '') yield Buffer.from(before)
  if (content instanceof Uint8Array) yield content
  else for await (const chunk of createReadStream(content.file)) yield chunk as Buffer
}

async function askProgram(argv: readonly string[], question: Question): Promise<void> {
  const { carriage, content, timeoutMs } = question
  const input = Readable.from(parts(`${described(question)}\n`, content))
  const { direction } = carriage
  const end = await runProgram(argv, { input, timeoutMs }).catch(() => null)
  if (end?.timedOut) throw accessError('content-unseen', { direction, reason: 'its check took too long' })
  if (end?.code === 0) return
  if (end?.code === REFUSED) throw refused(direction, end.stdout)
  throw accessError('content-unseen', { direction, reason: 'its check failed' })
}

async function askAddress(url: string, question: Question): Promise<void> {
  const { carriage, content, timeoutMs } = question
  const { direction } = carriage
  const signal = AbortSignal.timeout(timeoutMs)
  const headers = { 'content-type': carriage.mediaType, 'numize-carriage': described(question) }
  // what streams is sent half duplex, which the types of browsers do not know
  const request: object = {
    method: 'POST',
    headers,
    body: Readable.toWeb(Readable.from(parts('', content))),
    duplex: 'half',
    redirect: 'error',
    signal,
  }
  const reply = await fetch(url, request)
    .then(async (said) => ({ status: said.status, ok: said.ok, text: await said.text() }))
    .catch(() => null)
  if (reply?.ok) return
  if (reply?.status === 403 || reply?.status === 422) throw refused(direction, reply.text)
  const reason = signal.aborted ? 'its check took too long' : 'its check failed'
  throw accessError('content-unseen', { direction, reason })
}

/** In ASCII, so that a header may carry it. */
const described = ({ carriage, content }: Question): string =>
  JSON.stringify({ ...carriage, bytes: content.byteLength }).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** The first line of what was said, cut where it is long. */
function refused(direction: Carriage['direction'], said: string): Error {
  const sentence = (said.trim().split('\n')[0] ?? '').slice(0, SENTENCE_LENGTH)
  return accessError('content-refused', { direction, sentence: sentence || 'no reason was given' })
}
