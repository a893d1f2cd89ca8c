import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Principal } from '@numize/access'
import { type Clock, seededRandom, systemClock } from '@numize/base'
import { createServer, listen, type ServerDeps } from '@numize/server'
import { openDatasources } from '../datasources.ts'
import { diskFiles, type Effects } from '../effects.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { openSubject } from '../open-subject.ts'
import { openProjectShelf } from '../project-shelf.ts'
import { serverDeps } from '../served.ts'
import type { OpenSubject } from '../subject.ts'
import { openUploadsOf } from '../uploads.ts'

/** Talks to the server as one person. */
export interface Client {
  readonly headers: Readonly<Record<string, string>>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  request(method: string, path: string, init?: RequestInit): Promise<Reply>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
  readonly body: Readonly<Record<string, unknown>>
}

/** The product on a port of this machine, over a small shop and a store of its own. */
export interface Serving extends AsyncDisposable {
  readonly address: string
  readonly app: Awaited<ReturnType<typeof createServer>>
  readonly installation: Installation
  readonly subject: OpenSubject
  readonly bugs: readonly unknown[]
  /** A folder whose files may be registered. */
  readonly dataDir: string
  /** A person with these roles, made where there is none, signed in; of our own organisation unless another is said. */
  as(user: Omit<Principal, 'orgId'>, orgId?: string): Promise<Client>
  readonly anonymous: Client
}

interface Choices {
  readonly clock?: Clock
  readonly changes?: (deps: ServerDeps) => Partial<ServerDeps>
  /** Other organisations, each with a shop of its own: of the same name, in other countries. */
  readonly rivals?: readonly string[]
}

const RIVAL_COUNTRIES = ['Norway', 'Sweden', 'Finland']

const HOST = '127.0.0.1'

export async function startServing({
  clock = systemClock,
  changes = () => ({}),
  rivals = [],
}: Choices = {}): Promise<Serving> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-serving-'))
  writeShop(join(dir, 'shop'), COUNTRIES)
  const bugs: unknown[] = []
  const effects: Effects = {
    clock,
    files: diskFiles,
    stateDir: join(dir, 'state'),
    env: { NUMIZE_DATA_DIRS: join(dir, 'open') },
    out: () => {},
    err: (text) => void bugs.push(text),
    isTerminal: false,
  }
  const installation = await openInstallation(effects)
  const subject = await openSubject({ project: join(dir, 'shop') }, installation, effects)
  const others: OpenSubject[] = []
  for (const orgId of rivals) {
    const project = join(dir, orgId, 'shop')
    writeShop(project, RIVAL_COUNTRIES)
    await installation.signIn.operator.addOrganisation(orgId, orgId, join(dir, orgId))
    others.push(await openSubject({ project }, installation.of(orgId), effects))
  }
  const deps = {
    ...serverDeps([subject, ...others], installation, effects),
    onBug: (error: unknown) => bugs.push(error),
  }
  const shelf = openProjectShelf(deps.projects, installation, effects)
  const datasources = openDatasources(installation, effects, shelf)
  const uploads = openUploadsOf(installation, effects, shelf)
  const app = await createServer({ ...deps, datasources, uploads, ...changes(deps) })
  const address = (await listen(app, { port: 0, host: HOST })).replace('localhost', HOST)
  return {
    address,
    app,
    installation,
    subject,
    bugs,
    dataDir: join(dir, 'open'),
    as: (user, orgId = installation.owner.orgId) => signedIn({ ...user, orgId }, { address, installation }),
    anonymous: clientOf(address, {}),
    [Symbol.asyncDispose]: async () => {
      await app.close()
      for (const one of [uploads, shelf, ...others, subject]) await one[Symbol.asyncDispose]()
      await installation[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function signedIn(
  { orgId, ...user }: Principal,
  { address, installation }: Pick<Serving, 'address' | 'installation'>,
): Promise<Client> {
  await installation.of(orgId).saveUser(user)
  const link = await installation.signIn.operator.link(orgId, user.userId)
  const session = await installation.signIn.signInByLink(link, { address: HOST, device: null })
  if (!session) throw new Error('the sign-in link was refused')
  return clientOf(address, { cookie: `numize_session=${session.sessionToken}`, origin: address })
}

export function clientOf(address: string, headers: Readonly<Record<string, string>>): Client {
  const request = async (method: string, path: string, init: RequestInit = {}): Promise<Reply> => {
    const sent = { ...headers, ...(init.headers as Record<string, string> | undefined) }
    const reply = await fetch(`${address}${path}`, { ...init, method, headers: sent })
    const bytes = new Uint8Array(await reply.arrayBuffer())
    const isJson = /[/+]json\b/.test(reply.headers.get('content-type') ?? '')
    const body = isJson && bytes.length > 0 ? JSON.parse(Buffer.from(bytes).toString()) : {}
    return { status: reply.status, headers: reply.headers, bytes, body }
  }
  return {
    headers,
    request,
    get: (path, more = {}) => request('GET', path, { headers: more }),
    post: (path, body = {}, more = {}) =>
      request('POST', path, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...more },
      }),
  }
}

const COUNTRIES = ['Denmark', 'France', 'Italy']
const ORDERS = 600

/** Orders of 2026 by country, with a slice for everybody, one of France alone, and one for whoever reads nothing else. */
function writeShop(dir: string, countries: readonly string[]): void {
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  const random = seededRandom('orders')
  const rows = Array.from({ length: ORDERS }, (_, id) => {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 90))).toISOString().slice(0, 10)
    return `${id},${day},${countries[id % countries.length]},=note ${id},${(10 + random() * 90).toFixed(2)}`
  })
  write('numize.yml', 'name: shop\ntime_zone: UTC\nnow: data\nconnection: { type: files, path: data }\n')
  write('data/orders.csv', `order_id,day,country,note,amount\n${rows.join('\n')}\n`)
  write('models/orders.yml', MODEL)
  write('slices/all.yml', SLICES)
}

const MODEL = `
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: { agg_time_dimension: day }
    entities: [{ name: order, type: primary, expr: order_id }]
    dimensions:
      - { name: day, type: time, type_params: { time_granularity: day } }
      - { name: country, label: Country, type: categorical }
      - { name: note, label: Note, type: categorical }
    measures:
      - { name: order_count, agg: sum, expr: '1' }
      - { name: amount, agg: sum, expr: amount }
metrics:
  - { name: orders, label: Orders, description: Orders placed, type: simple, type_params: { measure: order_count } }
  - { name: sales, label: Sales, type: simple, type_params: { measure: amount } }
`

const SLICES = `
slices:
  - name: everything
    label: Everything
    audience: ['*']
    min_group_size: 1
    inline_measures: true
  - name: france
    label: France
    audience: ['*']
    min_group_size: 1
    inline_measures: true
    row_filters:
      - { model: orders, where: "{{ Dimension('order__country') }} = 'France'" }
`
