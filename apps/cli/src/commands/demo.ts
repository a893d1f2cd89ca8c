import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { generateDemo } from '@numize/needs'
import type { Effects } from '../effects.ts'

/** `numize demo DIR`: fills every example project below a folder that has no data yet. */
export async function demo(dir: string, effects: Effects): Promise<number> {
  for (const name of readdirSync(resolve(dir)).toSorted()) {
    const project = join(resolve(dir), name)
    if (!existsSync(join(project, 'numize.yml')) || existsSync(join(project, 'data'))) continue
    effects.out(`generating the ${name} demo (once)\n`)
    await generateDemo(project, {
      onProgress: (line: string) => effects.isTerminal && effects.out(`  ${line}\n`),
    })
  }
  return 0
}
