import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createListener } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import type { Ask, AuditEntry } from '@numize/ask'
import type { Assistant } from '@numize/assistant'
import { type Clock, fixedClock } from '@numize/base'
import type { Project } from '@numize/semantic'
import { createServer } from '@numize/server'
import { type Desk, localDesk } from '../../apps/cli/src/desk.ts'
import { openDives } from '../../apps/cli/src/dives.ts'
import { diskFiles, type Effects } from '../../apps/cli/src/effects.ts'
import { type Installation, openInstallation } from '../../apps/cli/src/installation.ts'
import { openSubject } from '../../apps/cli/src/open-subject.ts'
import { openProjectShelf } from '../../apps/cli/src/project-shelf.ts'
import { serverDeps } from '../../apps/cli/src/served.ts'
import { openUploadsOf } from '../../apps/cli/src/uploads.ts'
import { writeBank } from './bank.ts'
import { openPostgresBank, type PostgresBank } from './postgres-bank.ts'

/** The product with a bank in it, a viewer of each region, and a listener that nobody may call. */
export interface World extends AsyncDisposable {
  readonly dir: string
  readonly bank: string
  /** The same bank over Postgres, opened when it is first wanted; null where Postgres cannot run. */
  readonly postgresBank: () => Promise<string | null>
  readonly desk: Desk
  readonly effects: Effects
  readonly installation: Installation
  readonly assistant: Assistant
  readonly ask: Ask
  readonly project: Project
  readonly server: Awaited<ReturnType<typeof createServer>>
  readonly viewers: Readonly<Record<string, Principal>>
  readonly sink: { readonly port: number; readonly calls: () => number }
  /** Bugs told to the server's log. */
  readonly bugs: readonly unknown[]
  /** What was written to the audit. */
  readonly trail: readonly AuditEntry[]
}

const REGIONS = ['EU', 'US']

export async function openWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-attacks-'))
  const bank = writeBank(join(dir, 'bank'))
  const effects = quietEffects(join(dir, 'state'), fixedClock('2026-04-05T12:00:00Z'))
  const installation = await openInstallation(effects)
  for (const region of REGIONS)
    await installation.saveUser({ userId: `viewer_${region}`, roles: ['viewer'], attributes: { region } })
  const trail: AuditEntry[] = []
  const watched = watchedBy(trail, installation)
  const subject = await openSubject({ project: bank }, watched, effects)
  const desk = localDesk(watched, effects)
  const bugs: unknown[] = []
  const deps = serverDeps([subject], installation, effects)
  const dives = await openDives({
    installation: watched,
    subjectOf: async () => subject,
    principalFor: async (as) => (as === undefined ? installation.owner : installation.principal(as)),
  })
  const uploads = openUploadsOf(installation, effects, openProjectShelf([], installation, effects))
  const server = await createServer({
    ...deps,
    uploads,
    dives: dives.served(() => ({ project: bank })),
    projects: deps.projects.map((project) => ({ ...project, name: 'bank', label: 'Bank' })),
    onBug: (error) => bugs.push(error),
    rates: { perUser: 1_000_000, perOrg: 1_000_000, perAddress: 1_000_000 },
  })
  const sink = await openSink()
  let postgres: Promise<PostgresBank | null> | null = null
  const viewers = await viewersOf(installation)
  return {
    dir,
    bank,
    postgresBank: async () => (await (postgres ??= openPostgresBank(dir)))?.dir ?? null,
    desk,
    effects,
    installation,
    assistant: subject.assistant,
    ask: subject.ask,
    project: subject.ground.project,
    server,
    viewers,
    sink,
    bugs,
    trail,
    [Symbol.asyncDispose]: async () => {
      sink.close()
      await server.close()
      await uploads[Symbol.asyncDispose]()
      await dives[Symbol.asyncDispose]()
      await desk[Symbol.asyncDispose]()
      await (await postgres)?.[Symbol.asyncDispose]()
      await subject[Symbol.asyncDispose]()
      await installation[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const viewersOf = async (installation: Installation): Promise<World['viewers']> =>
  Object.fromEntries(
    await Promise.all(
      REGIONS.map(async (region) => [region, await installation.principal(`viewer_${region}`)] as const),
    ),
  )

export const quietEffects = (stateDir: string, clock: Clock): Effects => ({
  clock,
  files: diskFiles,
  stateDir,
  out: () => {},
  err: () => {},
  isTerminal: false,
  env: {},
})

const watchedBy = (trail: AuditEntry[], installation: Installation): Installation => ({
  ...installation,
  ledger: {
    ...installation.ledger,
    audit: async (entry) => {
      trail.push(entry)
      await installation.ledger.audit(entry)
    },
  },
})

async function openSink() {
  let calls = 0
  const listener = createListener((socket) => {
    calls++
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, calls: () => calls, close: () => listener.close() }
}
