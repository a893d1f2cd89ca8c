import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describeError, type Facts, NumizeError } from '@numize/base'
import type { Desk } from './desk.ts'

/**
 * One process owns an installation (its store has one writer). It listens on a socket in the state folder that only
 * its user can open; every other `numize` command of that user speaks to it. One JSON object a line, both ways.
 */
const VERBS = [
  'ask',
  'query',
  'sql',
  'explain',
  'dryRun',
  'insights',
  'anomalies',
  'experiment',
  'profile',
  'goals',
  'slices',
  'raw',
  'memory',
  'audit',
  'secrets',
  'backup',
  'dive',
  'dives',
  'events',
  'link',
  'manage',
] as const
type Verb = (typeof VERBS)[number]

interface Message {
  readonly id: number
  readonly verb: Verb
  readonly request: never
}

type Reply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number
      readonly error: { readonly code: string; readonly message: string; readonly facts: Facts }
    }

export const socketPath = (stateDir: string): string =>
  process.platform === 'win32'
    ? `\\\\.\\pipe\\numize-${Buffer.from(stateDir).toString('hex').slice(-40)}`
    : join(stateDir, 'owner.sock')

/** Listens for the other commands of this user until closed. */
export async function serveOwner(stateDir: string, desk: Desk): Promise<AsyncDisposable> {
  const path = socketPath(stateDir)
  if (process.platform !== 'win32' && existsSync(path)) rmSync(path)
  const server = createServer((socket) => converse(socket, desk))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  return { [Symbol.asyncDispose]: () => close(server) }
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

function converse(socket: Socket, desk: Desk): void {
  socket.on('error', () => socket.destroy())
  createInterface({ input: socket }).on('line', (line) => {
    const { id, verb, request } = JSON.parse(line) as Message
    const work = VERBS.includes(verb)
      ? desk[verb](request)
      : Promise.reject(new Error(`unknown verb ${verb}`))
    void work
      .then((value): Reply => ({ id, value }))
      .catch((error: unknown): Reply => ({ id, error: describeError(error) }))
      .then((reply) => socket.write(`${JSON.stringify(reply)}\n`))
  })
}

/** A desk that asks the owner; null when nobody listens. */
export async function remoteDesk(stateDir: string): Promise<Desk | null> {
  const socket = await connect(socketPath(stateDir))
  if (!socket) return null
  const waiting = new Map<number, (reply: Reply) => void>()
  createInterface({ input: socket }).on('line', (line) => {
    const reply = JSON.parse(line) as Reply
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  let last = 0
  const call = <T>(verb: Verb, request: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, (reply) => ('error' in reply ? reject(revive(reply.error)) : resolve(reply.value as T)))
      socket.once('close', () => reject(new Error('the owner of this installation went away')))
      socket.write(`${JSON.stringify({ id, verb, request })}\n`)
    })
  return {
    ask: (request) => call('ask', request),
    query: (request) => call('query', request),
    sql: (request) => call('sql', request),
    explain: (request) => call('explain', request),
    dryRun: (request) => call('dryRun', request),
    insights: (request) => call('insights', request),
    profile: (request) => call('profile', request),
    anomalies: (request) => call('anomalies', request),
    memory: (request) => call('memory', request),
    dive: (request) => call('dive', request),
    dives: (request) => call('dives', request),
    events: (request) => call('events', request),
    audit: (request) => call('audit', request),
    secrets: (request) => call('secrets', request),
    backup: (request) => call('backup', request),
    experiment: (request) => call('experiment', request),
    goals: (request) => call('goals', request),
    slices: (request) => call('slices', request),
    raw: (request) => call('raw', request),
    link: (request) => call('link', request),
    manage: (request) => call('manage', request),
    [Symbol.asyncDispose]: async () => void socket.destroy(),
  }
}

const revive = ({ code, message, facts }: { code: string; message: string; facts: Facts }): Error =>
  code === 'base/bug' ? new Error(message) : new NumizeError(code, message, facts)

const connect = (path: string): Promise<Socket | null> =>
  new Promise((resolve) => {
    const socket = createConnection(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null))
  })
