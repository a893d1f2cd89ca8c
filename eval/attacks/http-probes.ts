import { createHmac, randomUUID } from 'node:crypto'
import { routes } from '../../apps/server/src/contract/index.ts'
import { type Attack, allOf, fieldsOf, textsOf, type Verdict } from './attack.ts'
import type { World } from './world.ts'

export const ORIGIN = { origin: 'http://localhost:4173', host: 'localhost:4173' }
export type Headers = Readonly<Record<string, string>>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Sent {
  readonly method: Method
  readonly url: string
  readonly headers: Headers
  readonly payload?: string | object
}

interface Route {
  readonly method: Method
  readonly url: string
  readonly isOpen: boolean
  readonly takesBody: boolean
}

const allRoutes: readonly Route[] = Object.entries(routes).map(([name, { permission, ...route }]) => {
  const [method, url] = name.split(' ') as [Method, string]
  return { method, url, isOpen: permission === 'anyone', takesBody: 'body' in route }
})

const at = (url: string, ids: Readonly<Record<string, string>>): string =>
  url.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'bank'))

export async function ownerHeaders({ server, installation }: World, userId?: string): Promise<Headers> {
  const token = await installation.signInLink(userId)
  const reply = await server.inject({
    method: 'POST',
    url: '/v1/sign-in',
    headers: ORIGIN,
    payload: { token },
  })
  return { ...ORIGIN, cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' }
}

const send = async (world: World, options: Sent) => {
  const { statusCode, body } = await world.server.inject(options)
  return { statusCode, body }
}

/** A body of objects where texts belong, on the route it names and on each of ours, signed in and not. */
export async function bodyProbe({ payload }: Attack, world: World): Promise<Verdict> {
  const { body, ...named } = fieldsOf(payload)
  const sent = fieldsOf(body ?? named)
  const headers = await ownerHeaders(world)
  const known = allRoutes.filter(({ method }) => method === 'POST').map((route) => at(route.url, {}))
  const urls = [
    ...Object.values(named).filter((one) => typeof one === 'string' && one.startsWith('/')),
    ...known,
  ]
  const bodies = [sent, ...twisted(sent)]
  const complaints: (string | null)[] = []
  for (const url of urls.map(String).filter((one) => !one.endsWith('sign-out')))
    for (const who of [ORIGIN, headers])
      for (const one of bodies) {
        const { statusCode } = await send(world, { method: 'POST', url, headers: who, payload: one })
        complaints.push(statusCode >= 400 && statusCode < 500 ? null : `${url} replied ${statusCode}`)
      }
  return allOf(...complaints, world.bugs.length > 0 ? 'something of ours broke' : null)
}

/** The payload's odd values under the names our routes do take. */
const twisted = (sent: object): readonly object[] =>
  Object.values(sent).flatMap((value) =>
    typeof value !== 'object'
      ? []
      : [{ token: value }, { question: value }, { option: value }, { question: 'revenue', now: value }],
  )

/** Tokens that nobody signed, as a bearer, as a cookie and in a link. */
export async function tokenProbe({ payload }: Attack, world: World): Promise<Verdict> {
  const complaints: (string | null)[] = []
  for (const token of tokensOf(fieldsOf(payload)))
    for (const { method, url, isOpen } of allRoutes.filter((route) => !route.isOpen)) {
      const carriers: readonly Headers[] = [
        { ...ORIGIN, authorization: `Bearer ${token}` },
        { ...ORIGIN, cookie: `numize_session=${token}` },
      ]
      for (const headers of carriers) {
        const { statusCode } = await send(world, {
          method,
          url: at(url, { thread: randomUUID(), turn: randomUUID() }),
          headers,
          ...(method === 'GET' || method === 'DELETE' ? {} : { payload: WELL_FORMED }),
        })
        complaints.push(statusCode === 401 || isOpen ? null : `${url} replied ${statusCode}`)
      }
    }
  return allOf(...complaints)
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokensOf(payload: Readonly<Record<string, unknown>>): readonly string[] {
  const claims = payload['claims'] ?? payload['payload'] ?? payload
  const { claims: _claims, payload: _payload, ...header } = payload
  const alg = textsOf(header['alg'] ?? 'none').join('')
  const head = base64({ typ: 'JWT', ...header, alg })
  const body = `${head}.${base64(claims)}`
  const keys = ['', 'secret', 'numize', ...textsOf(payload)]
  return [
    `${body}.`,
    ...keys.map((key) => `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`),
  ]
}

/** A page of another site that posts, or opens the stream, with the reader's own cookie. */
export async function foreignProbe({ payload }: Attack, world: World): Promise<Verdict> {
  const { content_type: type = 'application/json', origin = 'http://attacker.invalid' } = fieldsOf(payload)
  const cookie = await ownerHeaders(world)
  const headers = { ...cookie, origin: String(origin), 'content-type': String(type) }
  const complaints: (string | null)[] = []
  const named = Object.values(fieldsOf(payload)).filter(
    (one) => typeof one === 'string' && one.startsWith('/'),
  )
  const urls = [
    ...named.map(String),
    ...allRoutes.filter(({ method }) => method === 'POST').map(({ url }) => at(url, {})),
  ]
  for (const url of urls) {
    const { statusCode } = await send(world, {
      method: 'POST',
      url,
      headers,
      payload: '{"question":"revenue"}',
    })
    complaints.push(statusCode === 403 ? null : `${url} replied ${statusCode}`)
  }
  await world.server.ready()
  const opened = await world.server.injectWS('/v1/stream', { headers }).then(
    () => 'the stream was opened',
    () => null,
  )
  return allOf(...complaints, opened)
}

/** What any route of a thread or turn takes, so that only the id is at fault. */
const WELL_FORMED = {
  content: 'revenue',
  question: 'revenue',
  option: 0,
  verdict: 'up',
  kind: 'metric',
  metric: 'revenue',
  title: 'a title',
}

/** Somebody else's thread and turn: the same reply as of one that does not exist. */
export async function foreignIdProbe(_: Attack, world: World): Promise<Verdict> {
  const principal = world.viewers['EU']
  if (!principal) throw new Error('no viewer')
  const turn = await world.assistant.answer('revenue by month', { principal })
  const headers = await ownerHeaders(world)
  const complaints: (string | null)[] = []
  const foreign = { thread: turn.threadId, turn: turn.id, id: turn.threadId }
  const random = () => ({ thread: randomUUID(), turn: randomUUID(), id: randomUUID() })
  const owned = allRoutes.filter(({ url }) => /:(thread|turn)|\/(sessions|charts)\/:id/.test(url))
  for (const { method, url, takesBody } of owned) {
    const replies = []
    for (const ids of [foreign, random()]) {
      const reply = await send(world, {
        method,
        url: at(url, ids),
        headers,
        ...(takesBody ? { payload: WELL_FORMED } : {}),
      })
      replies.push({
        ...reply,
        body: Object.values(ids).reduce((body, id) => body.replaceAll(id, 'ID'), reply.body),
      })
    }
    const [known, unknown] = replies
    complaints.push(
      [404, 410].includes(known?.statusCode ?? 0) && known?.body === unknown?.body
        ? null
        : `${url} replied ${known?.statusCode}`,
    )
  }
  return allOf(...complaints)
}
