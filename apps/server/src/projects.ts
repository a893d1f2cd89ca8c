import type { Assistant } from '@numize/assistant'
import { serverError } from './errors.ts'

/** What a face needs of an assistant. */
export type Conversations = Omit<
  Assistant,
  'insights' | 'anomalies' | 'profile' | 'planDive' | 'dive' | 'lexicon'
>

export interface ServedProject {
  /** For people. */
  readonly label: string
  readonly assistant: Conversations
}

/** @throws `server/unknown-project` */
export function projectOf(
  { projects }: { projects: ReadonlyMap<string, ServedProject> },
  name: string,
): ServedProject {
  const project = projects.get(name)
  if (!project) throw serverError('unknown-project', { project: name, projects: [...projects.keys()] })
  return project
}
