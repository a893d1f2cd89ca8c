import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { reachOf } from '@numize/access'
import { type Project, projectToFiles } from '@numize/semantic'
import type { ServedProject } from '@numize/server'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import type { Installation } from './installation.ts'
import { openSubject } from './open-subject.ts'
import { servedOf } from './served.ts'
import type { OpenSubject } from './subject.ts'

/** Projects that come and go while the server runs, each in a folder of the installation. */
export interface ProjectShelf extends AsyncDisposable {
  /** Writes a project down, opens and serves it. Nothing is left of one that cannot be opened. @throws `cli/not-empty` */
  add(project: Project, orgId: string): Promise<ServedProject>
  /** Stops serving one of the shelf's own and removes its folder; its data stays where it is. */
  remove(name: string, orgId: string): Promise<void>
  /** Whether a name is not free in an organisation. */
  isTaken(name: string, orgId: string): boolean
}

const registeredDir = ({ stateDir }: Effects, orgId: string, home: string): string =>
  orgId === home ? join(stateDir, 'projects') : join(stateDir, 'organisations', orgId, 'projects')

/** Folders of the projects that an organisation registered before; `home` is that of whoever owns the machine. */
export function registeredProjects(effects: Effects, orgId: string, home: string): readonly string[] {
  const dir = registeredDir(effects, orgId, home)
  const names = existsSync(dir) ? readdirSync(dir).toSorted() : []
  return names.map((name) => join(dir, name)).filter((path) => existsSync(join(path, 'numize.yml')))
}

/** `served` is where the server looks: it is added to and taken from. */
export function openProjectShelf(
  served: ServedProject[],
  installation: Installation,
  effects: Effects,
): ProjectShelf {
  const open = new Map<string, OpenSubject>()
  const reach = reachOf(effects.env)
  const dirOf = (name: string, orgId: string): string =>
    join(registeredDir(effects, orgId, installation.owner.orgId), name)
  const keyOf = (name: string, orgId: string): string => `${orgId}/${name}`
  return {
    isTaken: (name, orgId) =>
      served.some((one) => one.name === name && one.orgId === orgId) || existsSync(dirOf(name, orgId)),
    add: async (project, orgId) => {
      const dir = dirOf(project.name, orgId)
      if (existsSync(dir)) throw cliError('not-empty', { dir })
      try {
        writeProject({ ...project, dir })
        const subject = await openSubject({ project: dir }, installation.of(orgId), effects, reach)
        open.set(keyOf(project.name, orgId), subject)
        const added = servedOf(subject)
        served.push(added)
        return added
      } catch (error) {
        rmSync(dir, { recursive: true, force: true })
        throw error
      }
    },
    remove: async (name, orgId) => {
      const at = served.findIndex((one) => one.name === name && one.orgId === orgId)
      if (served[at]?.ground.project.dir !== dirOf(name, orgId)) return
      served.splice(at, 1)
      rmSync(dirOf(name, orgId), { recursive: true, force: true })
      await open.get(keyOf(name, orgId))?.[Symbol.asyncDispose]()
      open.delete(keyOf(name, orgId))
    },
    [Symbol.asyncDispose]: async () => {
      for (const subject of open.values()) await subject[Symbol.asyncDispose]()
    },
  }
}

function writeProject(project: Project): void {
  for (const [file, text] of projectToFiles(project)) {
    mkdirSync(dirname(join(project.dir, file)), { recursive: true, mode: 0o700 })
    writeFileSync(join(project.dir, file), text, { mode: 0o600 })
  }
}
