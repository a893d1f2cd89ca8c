import { resolve } from 'node:path'
import { loadProject } from '@numize/semantic'
import type { Effects } from '../effects.ts'
import { readProject } from '../projects.ts'

/** `numize check [DIR]`: every problem with file and line. Gives the exit code: 0 fine, 2 mistakes. */
export async function check(dir: string, effects: Effects): Promise<number> {
  const folder = resolve(dir)
  const { project, problems } = loadProject(folder, effects.files)
  for (const { file, line, severity, message } of problems)
    effects.err(`${file}${line > 0 ? `:${line}` : ''}: ${severity}: ${message}\n`)
  if (project === null) return 2
  const fits = await fitsItsData(folder, effects)
  const errors = problems.filter(({ severity }) => severity === 'error').length + fits.length
  for (const problem of fits) effects.err(`${problem}\n`)
  if (errors > 0) return 2
  const { semanticModels, metrics } = project.model
  effects.out(
    `${project.label}: ${semanticModels.length} semantic models, ${metrics.length} metrics, ${project.slices.length} slices. No mistakes.\n`,
  )
  return 0
}

/** What of the model the data does not have; nothing to say when the data is not there yet. */
async function fitsItsData(folder: string, effects: Effects): Promise<readonly string[]> {
  const opened = await readProject(folder, effects)
  await using _source = opened.source
  return opened.problems
}
