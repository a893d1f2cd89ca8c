import { type Principal, ROLES, type RoleName, SCOPES, type Scope } from '@numize/access'
import { messagePermissions, routes, socketPermissions } from '@numize/server/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Client, clientOf, type Serving, startServing } from './testing/serving.ts'

const SLOW_MS = 180_000
const ROLE_NAMES = Object.keys(ROLES) as RoleName[]
const SCOPE_NAMES = Object.keys(SCOPES) as Scope[]

let serving: Serving
/** Keys of the test, by their token. */
const keys = new Map<string, Principal>()
beforeAll(async () => {
  serving = await startServing({
    changes: ({ signIn }) => ({
      rates: { perUser: 1_000_000, perOrg: 1_000_000, perAddress: 1_000_000 },
      signIn: {
        ...signIn,
        authenticate: async (credential) => {
          const principal = credential.kind === 'bearer' ? keys.get(credential.token) : undefined
          return principal
            ? { principal, via: 'key' as const, keyId: 'walker' }
            : signIn.authenticate(credential)
        },
      },
    }),
  })
}, SLOW_MS)
afterAll(() => serving[Symbol.asyncDispose]())

const keyOf = (roles: readonly string[], scopes?: readonly Scope[]): Client => {
  const token = `key-${roles.join('-')}-${scopes?.join('-') ?? 'all'}`
  const principal = { orgId: serving.installation.owner.orgId, userId: 'walker', roles, attributes: {} }
  keys.set(token, { ...principal, ...(scopes ? { scopes } : {}) })
  return clientOf(serving.address, { authorization: `Bearer ${token}` })
}

const routeNames = Object.entries(routes).map(([name, { permission }]) => ({ name, permission }))

/** The routes of fastify's own tree, whoever made them and hidden or not. */
function servedBy(printed: string): readonly string[] {
  const above: string[] = []
  return printed.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] =
      /^(.*?)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (part === '') return []
    above.length = indent.length / 4
    above.push(part)
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${above.join('')}`)
  })
}

/** Sends a request that names nothing there is: what counts is whether it was let in. */
async function letIn(client: Client, name: string): Promise<'in' | 'out' | 'nobody'> {
  const [method = 'GET', path = '/'] = name.split(' ')
  const url = path.replaceAll(/:\w+/g, 'nothing')
  const withBody = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }
  const type: Record<string, string> = 'body' in withBody ? { 'content-type': 'application/json' } : {}
  const { status, body } = await client.request(method, url, { ...withBody, headers: type })
  if (status === 401 && body['code'] === 'access/not-signed-in') return 'nobody'
  return status === 403 && body['code'] === 'access/forbidden' ? 'out' : 'in'
}

const expected = (permission: string, scopes: readonly Scope[]): 'in' | 'out' =>
  permission === 'anyone' || permission === 'signedIn' || scopes.includes(permission as Scope) ? 'in' : 'out'

describe('every route', () => {
  it('that is served is in the contract or a stream with a permission', () => {
    const served = servedBy(serving.app.printRoutes())
    const known = new Set([
      ...Object.keys(routes),
      ...Object.keys(socketPermissions).map((path) => `GET ${path}`),
    ])
    // fastify answers HEAD where it answers GET, with the same hooks
    const unknown = served.filter((name) => !known.has(name.replace(/^HEAD /, 'GET ')))
    expect(unknown).toEqual([])
    expect([...known].filter((name) => !served.includes(name))).toEqual([])
  })

  it('lets nobody in without a credential unless it is open to anyone', async () => {
    for (const { name, permission } of routeNames)
      expect([name, await letIn(serving.anonymous, name)]).toEqual([
        name,
        permission === 'anyone' ? 'in' : 'nobody',
      ])
  })

  it.each(ROLE_NAMES)(
    'lets a person with the role %s in by the table',
    async (role) => {
      const { scopes } = ROLES[role]
      for (const { name, permission } of routeNames) {
        // signed in anew each time: some routes end the session
        const client = await serving.as({ userId: `person-${role}`, roles: [role], attributes: {} })
        expect([name, await letIn(client, name)]).toEqual([name, expected(permission, scopes)])
      }
    },
    SLOW_MS,
  )

  it.each(SCOPE_NAMES)(
    'lets a key of an admin with %s alone do that alone',
    async (scope) => {
      const client = keyOf(['admin'], [scope])
      for (const { name, permission } of routeNames)
        expect([name, await letIn(client, name)]).toEqual([name, expected(permission, [scope])])
    },
    SLOW_MS,
  )

  it(
    'lets a key do no more than its owner',
    async () => {
      const client = keyOf(['enablement'], SCOPE_NAMES)
      for (const { name, permission } of routeNames)
        expect([name, await letIn(client, name)]).toEqual([
          name,
          expected(permission, ROLES.enablement.scopes),
        ])
    },
    SLOW_MS,
  )
})

describe('every message of the stream', () => {
  const messages = {
    ask: { kind: 'ask', project: 'nothing', question: 'orders' },
    choose: { kind: 'choose', project: 'nothing', turnId: 'nothing', option: 0 },
    revise: { kind: 'revise', project: 'nothing', plan: { kind: 'metrics' }, question: 'orders' },
    cancel: { kind: 'cancel' },
    resume: { kind: 'resume' },
    watch: { kind: 'watch', project: 'nothing', dive: '00000000-0000-4000-8000-000000000000' },
    unwatch: { kind: 'unwatch' },
  } as const satisfies Record<keyof typeof messagePermissions, object>

  it.each(ROLE_NAMES)(
    'is heard of the role %s by the table',
    async (role) => {
      const client = await serving.as({ userId: `person-${role}`, roles: [role], attributes: {} })
      for (const [kind, message] of Object.entries(messages)) {
        const code = await replyTo(client, { ...message, requestId: `request-${kind}` })
        const permission = messagePermissions[kind as keyof typeof messages]
        expect([kind, code === 'access/forbidden' ? 'out' : 'in']).toEqual([
          kind,
          expected(permission, ROLES[role].scopes),
        ])
      }
    },
    SLOW_MS,
  )

  it('is heard of a key by its scopes, asked again at each', async () => {
    const client = keyOf(['admin'], ['read:session'])
    expect(await replyTo(client, { ...messages.ask, requestId: 'request-key' })).toBe('access/forbidden')
    expect(await replyTo(client, { ...messages.resume, requestId: 'request-key' })).toBe(
      'server/unknown-request',
    )
  })
})

/** The code of the problem a message is answered with; its kind where it is none. */
const replyTo = (client: Client, message: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${serving.address.replace('http', 'ws')}/v1/stream`, {
      headers: client.headers,
    })
    socket.on('error', reject)
    socket.on('open', () => socket.send(JSON.stringify(message)))
    socket.on('message', (data: Buffer) => {
      const { kind, problem } = JSON.parse(data.toString()) as { kind: string; problem?: { code: string } }
      socket.close()
      resolve(problem?.code ?? kind)
    })
  })
