import { Agent, request } from 'node:http'
import { quantile } from '../bench.ts'

/** One person's way to the server. */
export interface Caller {
  readonly cookie: string
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

export interface Load {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly max: number
  /** How many came back with each status. */
  readonly statuses: Readonly<Record<string, number>>
  /** What was said of the first that failed. */
  readonly firstFailure: string | null
}

export interface Target {
  readonly port: number
  readonly agent: Agent
}

export const targetAt = (port: number): Target => ({
  port,
  agent: new Agent({ keepAlive: true, maxSockets: 256 }),
})

/** Sends requests at a steady rate, whether or not the earlier ones came back, and times each from when it was due. */
export async function steadily(
  target: Target,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  next: (at: number) => { readonly caller: Caller; readonly asked: Asked },
): Promise<Load> {
  const start = performance.now()
  const total = Math.round(perSecond * seconds)
  const times: number[] = []
  const statuses: Record<string, number> = {}
  let firstFailure: string | null = null
  const one = async (at: number, due: number): Promise<void> => {
    const { caller, asked } = next(at)
    const { status, text } = await send(target, caller, asked)
    times.push(performance.now() - due)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status >= 300) firstFailure ??= text.slice(0, 300)
  }
  const going: Promise<void>[] = []
  for (let at = 0; at < total; ) {
    const now = performance.now()
    for (; at < total && start + (at * 1000) / perSecond <= now; at++)
      going.push(one(at, start + (at * 1000) / perSecond))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await Promise.all(going)
  const took = (performance.now() - start) / 1000
  return {
    count: times.length,
    perSecond: times.length / took,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: Math.max(...times),
    statuses,
    firstFailure,
  }
}

export const send = (
  { port, agent }: Target,
  { cookie }: Caller,
  { method, path, body }: Asked,
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve) => {
    const payload = body === undefined ? null : JSON.stringify(body)
    const headers = {
      cookie,
      origin: `http://127.0.0.1:${port}`,
      ...(payload === null
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
    }
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      )
      reply.on('error', (error) => resolve({ status: 0, text: error.message }))
    })
    sent.on('error', (error) => resolve({ status: 0, text: error.message }))
    if (payload !== null) sent.write(payload)
    sent.end()
  })
