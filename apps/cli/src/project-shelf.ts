import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Project, projectToFiles } from '@numize/semantic'
import type { ServedProject } from '@numize/server'
import { openSubject } from './desk.ts'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import type { Installation } from './installation.ts'
import { servedOf } from './served.ts'
import type { OpenSubject } from './subject.ts'

/** Projects that come and go while the server runs, each in a folder of the installation. */
export interface ProjectShelf extends AsyncDisposable {
  /** Writes a project down, opens and serves it. Nothing is left of one that cannot be opened. @throws `cli/not-empty` */
  add(project: Project, orgId: string): Promise<ServedProject>
  /** Stops serving one of the shelf's own and removes its folder; its data stays where it is. */
  remove(name: string, orgId: string): Promise<void>
  /** Whether a name is not free. */
  isTaken(name: string): boolean
}

/** Projects that were registered while serving, a folder each. */
const registeredDir = ({ stateDir }: Effects): string => join(stateDir, 'projects')

/** Says whose a registered project is. */
const ORG_FILE = '.org'

/** A project as it is served, to the organisation that registered it. */
export function ofItsOrg(served: ServedProject): ServedProject {
  const file = join(served.ground.project.dir, ORG_FILE)
  return existsSync(file) ? { ...served, orgId: readFileSync(file, 'utf8') } : served
}

/** Folders of the projects that were registered before. */
export function registeredProjects(effects: Effects): readonly string[] {
  const dir = registeredDir(effects)
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
  const dirOf = (name: string): string => join(registeredDir(effects), name)
  return {
    isTaken: (name) => served.some((one) => one.name === name) || existsSync(dirOf(name)),
    add: async (project, orgId) => {
      const dir = dirOf(project.name)
      if (existsSync(dir)) throw cliError('not-empty', { dir })
      try {
        writeProject({ ...project, dir })
        writeFileSync(join(dir, ORG_FILE), orgId, { mode: 0o600 })
        const subject = await openSubject({ project: dir }, installation, effects)
        open.set(project.name, subject)
        const added = { ...servedOf(subject, installation), orgId }
        served.push(added)
        return added
      } catch (error) {
        rmSync(dir, { recursive: true, force: true })
        throw error
      }
    },
    remove: async (name, orgId) => {
      const at = served.findIndex((one) => one.name === name && one.orgId === orgId)
      if (served[at]?.ground.project.dir !== dirOf(name)) return
      served.splice(at, 1)
      rmSync(dirOf(name), { recursive: true, force: true })
      await open.get(name)?.[Symbol.asyncDispose]()
      open.delete(name)
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
