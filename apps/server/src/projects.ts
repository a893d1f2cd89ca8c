import type { Principal } from '@numize/access'
import type { Ask, AskSql, Ground } from '@numize/ask'
import type { Assistant } from '@numize/assistant'
import { serverError } from './errors.ts'

/** What a face needs of an assistant. */
export type Conversations = Omit<Assistant, 'insights' | 'anomalies' | 'dive' | 'lexicon'>

export interface ServedProject {
  /** The organisation it belongs to: to all others it does not exist. */
  readonly orgId: string
  readonly name: string
  /** For people. */
  readonly label: string
  readonly assistant: Conversations
  readonly ground: Ground
  readonly ask: Ask
  readonly askSql: AskSql
}

interface Served {
  readonly projects: readonly ServedProject[]
}

/** The projects of somebody's organisation. */
export const projectsOf = ({ projects }: Served, { orgId }: Principal): readonly ServedProject[] =>
  projects.filter((project) => project.orgId === orgId)

/** @throws `server/unknown-project` */
export function projectOf(served: Served, name: string, principal: Principal): ServedProject {
  const own = projectsOf(served, principal)
  const project = own.find((one) => one.name === name)
  if (!project) throw serverError('unknown-project', { project: name, projects: own.map((one) => one.name) })
  return project
}

/** The project named, or the only one of somebody's organisation. @throws `server/which-project`, `server/unknown-project` */
export function defaultProject(
  served: Served,
  name: string | undefined,
  principal: Principal,
): ServedProject {
  const own = projectsOf(served, principal)
  const [only, second] = own
  if (name !== undefined) return projectOf(served, name, principal)
  if (only === undefined || second !== undefined)
    throw serverError('which-project', { projects: own.map((one) => one.name) })
  return only
}

/** Somebody asking through a slice of theirs. */
export const through = (principal: Principal, slice: string | undefined): Principal =>
  slice === undefined ? principal : { ...principal, slice }
