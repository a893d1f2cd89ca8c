import { hashJson } from '@numize/base'
import type { Model } from '../model.ts'
import type { Connection, Project } from '../project.ts'

/** A project around a discovered model: no slices (all of it is its owner's), UTC, weeks from Monday, the wall clock. */
export function discoveredProject(
  name: string,
  model: Model,
  { connection, dir }: { readonly connection: Connection; readonly dir: string },
): Project {
  const described: Omit<Project, 'version' | 'dir'> = {
    name,
    label: name,
    calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStartMonth: 1 },
    now: 'clock',
    connection,
    model,
    slices: [],
    lexicon: { synonyms: [], ambiguous: [] },
    examples: [],
  }
  return { ...described, dir, version: hashJson(described) }
}
