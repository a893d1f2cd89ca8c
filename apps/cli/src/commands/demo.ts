import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { generateDemo } from '@numize/needs'
import type { Effects } from '../effects.ts'
import { findProjects } from '../projects.ts'

/** `numize demo DIR`: fills the example projects of a folder whose data is missing or was made by other settings. */
export async function demo(dir: string, effects: Effects): Promise<number> {
  for (const project of findProjects(dir)) {
    if (!existsSync(resolve(project, 'data')))
      effects.out(`generating the ${basename(project)} demo (once)\n`)
    await generateDemo(project, {
      onProgress: ({ table, done, total }) =>
        effects.isTerminal && effects.out(`\r  ${done + 1}/${total} ${table.padEnd(40)}`),
    })
    if (effects.isTerminal) effects.out('\r'.padEnd(60) + '\r')
  }
  return 0
}
