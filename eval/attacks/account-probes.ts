import { type Attack, allOf, fieldsOf, textsOf, type Verdict } from './attack.ts'
import { type Headers, ORIGIN, ownerHeaders } from './http-probes.ts'
import type { World } from './world.ts'

const TRIES = 200
const APART_MS = 10
const PASSWORD = 'a long enough passphrase of the owner'
const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** Whether a name is known must not be told by status, body or time, as often as one tries. */
export async function loginProbe(_: Attack, world: World): Promise<Verdict> {
  const owner = await ownerHeaders(world)
  const { userId } = world.installation.owner
  await post(world, '/v1/account/password', owner, { password: PASSWORD })
  const times: Record<string, number[]> = { known: [], unknown: [] }
  const complaints: (string | null)[] = []
  for (let tried = 0; tried < TRIES; tried++) {
    const replies: string[] = []
    for (const [who, user] of Object.entries({ known: userId, unknown: 'nobody-of-this-name' })) {
      const start = performance.now()
      const { statusCode, body } = await world.server.inject({
        method: 'POST',
        url: '/v1/sign-in',
        headers: ORIGIN,
        payload: { user, password: `wrong ${tried}` },
        // each pair of tries from elsewhere: what one address may send is not what is looked at
        remoteAddress: `10.0.0.${tried + 1}`,
      })
      times[who]?.push(performance.now() - start)
      // how long to wait is told to the second, and one try follows the other
      replies.push(`${statusCode} ${body.replaceAll(user, 'NAME').replaceAll(/\d+/g, 'N')}`)
    }
    const [known, unknown] = replies
    complaints.push(known === unknown ? null : `try ${tried}: ${known} and ${unknown}`)
  }
  const apart = Math.abs(middle(times['known'] ?? []) - middle(times['unknown'] ?? []))
  return allOf(...complaints, apart < APART_MS ? null : `the medians are ${apart.toFixed(1)} ms apart`)
}

const post = (world: World, url: string, headers: Headers, payload: object) =>
  world.server.inject({ method: 'POST', url, headers, payload })

const BLOCK = {
  kind: 'plan',
  id: 'b',
  title: 'Rows',
  width: 1,
  plan: { version: 1, kind: 'metrics', metrics: [{ metric: 'revenue' }] },
  as: 'metric',
  chart: null,
}
const CONTENT = { title: 'Board', description: null, range: null, filters: [], blocks: [BLOCK] }

/** A link of somebody who lost access opens nothing; nobody opens one without signing in; an ended one is gone. */
export async function shareProbe(_: Attack, world: World): Promise<Verdict> {
  const { installation } = world
  const sharer = { userId: 'sharer', roles: ['viewer', 'editor'], attributes: { region: 'EU' } }
  await installation.saveUser(sharer)
  const theirs = await ownerHeaders(world, sharer.userId)
  const reader = await ownerHeaders(world, 'viewer_US')
  const get = async (url: string, headers: Headers): Promise<number> =>
    (await world.server.inject({ method: 'GET', url, headers })).statusCode
  const board = await post(world, '/v1/projects/bank/boards', theirs, {
    content: CONTENT,
    visibility: 'private',
  })
  const { id } = board.json<{ id: string }>()
  const share = async (): Promise<{ readonly id: string; readonly token: string }> =>
    (await post(world, '/v1/projects/bank/shares', theirs, { kind: 'board', id })).json()
  const [link, ended] = [await share(), await share()]
  await world.server.inject({
    method: 'DELETE',
    url: `/v1/projects/bank/shares/${ended.id}`,
    headers: theirs,
  })
  const before = await get(`/v1/shared/${link.token}`, reader)
  const anonymous = await get(`/v1/shared/${link.token}`, ORIGIN)
  const revoked = await get(`/v1/shared/${ended.token}`, reader)
  await installation.saveUser({ ...sharer, roles: ['elsewhere'] })
  const after = await get(`/v1/shared/${link.token}`, reader)
  const page = await get(`/v1/projects/bank/boards/${id}?share=${link.token}`, reader)
  return allOf(
    before === 200 ? null : `a good link replied ${before}`,
    anonymous === 401 ? null : `without signing in it replied ${anonymous}`,
    revoked === 410 ? null : `a revoked link replied ${revoked}`,
    after === 410 ? null : `after access was lost it replied ${after}`,
    page === 404 ? null : `the board replied ${page} after access was lost`,
  )
}

/** What was sent as a secret comes back from no route of data sources, in full, in part or by its length. */
export async function secretProbe({ payload }: Attack, world: World): Promise<Verdict> {
  const headers = await ownerHeaders(world)
  const canary = 'cAnArY-9f31-secret'
  const url = `postgres://reader:${canary}@127.0.0.1:${world.sink.port}/bank`
  const told: string[] = []
  for (const [path, body] of [
    ['/v1/datasources', { name: 'exfil', type: 'postgres', config: { url } }],
    ['/v1/datasources/test', { type: 'postgres', config: { url } }],
  ] as const)
    told.push((await post(world, path, headers, body)).body)
  const named = textsOf(fieldsOf(payload)['path'] ?? payload).flatMap(
    (text) => text.match(/\/v1\/\S+/g) ?? [],
  )
  for (const path of ['/v1/datasources', ...named.map((one) => one.replaceAll(/\{\w+\}/g, 'exfil'))])
    told.push((await world.server.inject({ method: 'GET', url: path, headers })).body)
  const masked = new RegExp(`[*•x]{${canary.length}}`)
  return allOf(
    ...told.map((text) => (text.includes(canary) || masked.test(text) ? 'the secret came back' : null)),
    world.sink.calls() === 0 ? null : 'a connection was made with a password in clear',
  )
}
