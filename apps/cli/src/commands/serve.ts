import { existsSync } from 'node:fs'
import { resolve as absolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer, listen, type ServedProject } from '@numize/server'
import { openDatasources } from '../datasources.ts'
import { localDesk, openSubject, openSubjects, principalFor } from '../desk.ts'
import { openDives } from '../dives.ts'
import type { Effects } from '../effects.ts'
import { startHousekeeping } from '../housekeeping.ts'
import type { Installation } from '../installation.ts'
import { serveOwner } from '../owner-socket.ts'
import { ofItsOrg, openProjectShelf, registeredProjects } from '../project-shelf.ts'
import { findProjects } from '../projects.ts'
import { serverDeps } from '../served.ts'
import type { OpenSubject } from '../subject.ts'
import { openUploadsOf } from '../uploads.ts'

export interface ServeFlags {
  readonly projects: string
  readonly port: number
  readonly host: string
}

/** `numize serve`: every project below a folder, the web, the API, and this installation's socket, until stopped. */
export async function serve(
  flags: ServeFlags,
  installation: Installation,
  effects: Effects,
): Promise<number> {
  await using closing = closeInReverse()
  const opened = new Map<string, OpenSubject>()
  const registered = registeredProjects(effects)
  const opening = [...findProjects(flags.projects), ...registered].map(
    async (dir) => [absolute(dir), await openSubject({ project: dir }, installation, effects)] as const,
  )
  for (const [dir, subject] of await Promise.all(opening)) {
    closing.add(subject)
    opened.set(dir, subject)
    report(subject, effects)
  }
  const subjects = closing.add(openSubjects(installation, effects, opened))
  const principalOf = (as: string | undefined) => principalFor(as, installation)
  const dives = closing.add(
    await openDives({ installation, subjectOf: subjects.open, principalFor: principalOf }),
  )
  const deps = serverDeps([...opened.values()], installation, effects)
  deps.projects.splice(0, deps.projects.length, ...deps.projects.map(ofItsOrg))
  const shelf = closing.add(openProjectShelf(deps.projects, installation, effects))
  const uploads = closing.add(openUploadsOf(installation, effects, shelf))
  const app = await createServer({
    ...deps,
    datasources: openDatasources(installation, effects, shelf),
    uploads,
    webRoot: webRoot(),
    dives: dives.served((project) => ({ project: dirOf(project, opened) })),
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

const dirOf = (project: string, opened: ReadonlyMap<string, OpenSubject>): string =>
  [...opened].find(([, { ground }]) => ground.project.name === project)?.[0] ?? project

/** Indexes what may be asked, so that the first question does not wait for it. */
const warmUp = (served: readonly ServedProject[], { owner }: Installation) =>
  Promise.allSettled(served.map(({ assistant }) => assistant.welcome(owner)))

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
