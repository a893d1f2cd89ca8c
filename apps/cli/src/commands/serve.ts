import { existsSync } from 'node:fs'
import { resolve as absolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reachOf } from '@numize/access'
import { createServer, listen, type ServedProject } from '@numize/server'
import { openDatasources } from '../datasources.ts'
import { localDesk, principalFor } from '../desk.ts'
import { openDives } from '../dives.ts'
import type { Effects } from '../effects.ts'
import { startHousekeeping } from '../housekeeping.ts'
import type { Installation } from '../installation.ts'
import { type LogFlags, openLog, trustedProxies } from '../log.ts'
import { openSubject } from '../open-subject.ts'
import { serveOwner } from '../owner-socket.ts'
import { openProjectShelf, registeredProjects } from '../project-shelf.ts'
import { findProjects } from '../projects.ts'
import { serverDeps } from '../served.ts'
import type { OpenSubject } from '../subject.ts'
import { openSubjects, type ServedFolder } from '../subject-shelf.ts'
import { openUploadsOf } from '../uploads.ts'

export interface ServeFlags extends LogFlags {
  readonly projects: string
  readonly port: number
  readonly host: string
  readonly trustedProxies?: string
}

/** `numize serve`: every project below a folder, the web, the API, and this installation's socket, until stopped. */
export async function serve(
  flags: ServeFlags,
  installation: Installation,
  effects: Effects,
): Promise<number> {
  const log = openLog(flags, effects)
  const proxies = trustedProxies(flags.trustedProxies, effects)
  await using closing = closeInReverse()
  const opened = await openFolders(await foldersOf(flags, installation, effects), { installation, effects })
  for (const { subject } of opened) {
    closing.add(subject)
    report(subject, effects)
  }
  const subjects = closing.add(openSubjects(installation, effects, opened))
  const principalOf = (as: string | undefined, orgId = installation.owner.orgId) =>
    principalFor(as, installation.of(orgId))
  const dives = closing.add(
    await openDives({ installation, subjectOf: subjects.open, principalFor: principalOf }),
  )
  const deps = serverDeps(
    opened.map(({ subject }) => subject),
    installation,
    effects,
    log,
  )
  const shelf = closing.add(openProjectShelf(deps.projects, installation, effects))
  const uploads = closing.add(openUploadsOf(installation, effects, shelf))
  const app = await createServer({
    ...deps,
    ...(proxies === undefined ? {} : { trustedProxies: proxies }),
    datasources: openDatasources(installation, effects, shelf),
    uploads,
    webRoot: webRoot(),
    dives: dives.served((project, orgId) => ({ project: dirOf(project, orgId, opened) })),
  })
  closing.add({ [Symbol.asyncDispose]: async () => app.close() })
  const address = await listen(app, flags)
  const takeAwayOld = async () => void (await Promise.all([installation.takeAwayOld(), uploads.sweep()]))
  closing.add(startHousekeeping({ takeAwayOld }, effects))
  installation.serveAt(address)
  const signInAddress = async () => installation.signIn.linkTo(await installation.signInLink())
  const desk = closing.add(localDesk(installation, effects, { subjects, dives, signInAddress }))
  closing.add(await serveOwner(effects.stateDir, desk))
  effects.out(
    `\n  Numize is running at ${address}\n  Sign in once with   ${await signInAddress()}\n  Stop with Ctrl-C\n\n`,
  )
  await warmUp(deps.projects, installation)
  await stopped()
  return 0
}

interface Folder {
  readonly orgId: string
  readonly dir: string
  /** Added over the API, not by whoever owns the machine. */
  readonly isRegistered: boolean
}

/** Every project that is to be served, by its organisation: our own, those of others, and what was registered. */
async function foldersOf(
  { projects }: ServeFlags,
  installation: Installation,
  effects: Effects,
): Promise<readonly Folder[]> {
  const home = installation.owner.orgId
  return (await installation.organisations()).flatMap(({ orgId, projectsDir }) => {
    const given = orgId === home ? projects : projectsDir
    const folders = (dirs: readonly string[], isRegistered: boolean) =>
      dirs.map((dir) => ({ orgId, dir: absolute(dir), isRegistered }))
    return [
      ...folders(given === null ? [] : findProjects(given), false),
      ...folders(registeredProjects(effects, orgId, home), true),
    ]
  })
}

const openFolders = (
  folders: readonly Folder[],
  { installation, effects }: { readonly installation: Installation; readonly effects: Effects },
): Promise<readonly ServedFolder[]> =>
  Promise.all(
    folders.map(async ({ orgId, dir, isRegistered }) => {
      const reach = isRegistered ? reachOf(effects.env) : undefined
      return { dir, subject: await openSubject({ project: dir }, installation.of(orgId), effects, reach) }
    }),
  )

const dirOf = (project: string, orgId: string, opened: readonly ServedFolder[]): string =>
  opened.find(({ subject }) => subject.orgId === orgId && subject.ground.project.name === project)?.dir ??
  project

/** Indexes what may be asked, so that the first question does not wait for it. */
const warmUp = (served: readonly ServedProject[], installation: Installation) =>
  Promise.allSettled(served.map(({ assistant, orgId }) => assistant.welcome(installation.of(orgId).owner)))

function report({ ground, problems }: OpenSubject, effects: Effects): void {
  const { project, loaded } = ground
  const span = loaded === null ? '' : `, data from ${loaded.start.slice(0, 10)} to ${loaded.end.slice(0, 10)}`
  effects.out(`  ${project.label}: ${project.model.metrics.length} metrics${span}\n`)
  for (const problem of problems) effects.err(`  note: ${problem}\n`)
}

/** The built web lies beside the bundled command; from source it lies in dist/. */
function webRoot(): string | null {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const candidates = [join(here, 'web'), join(here, '../web'), join(here, '../../../../dist/web')]
  return candidates.find((path) => existsSync(join(path, 'index.html'))) ?? null
}

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/** Closes what was added, the latest first. */
function closeInReverse() {
  const held: AsyncDisposable[] = []
  return {
    add: <T extends AsyncDisposable>(resource: T): T => {
      held.push(resource)
      return resource
    },
    [Symbol.asyncDispose]: async () => {
      for (const resource of held.toReversed()) await resource[Symbol.asyncDispose]()
    },
  }
}
