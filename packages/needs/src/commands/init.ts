import { resolve } from 'node:path'
import { Command } from 'commander'
import type { DnrEffects } from '../dnr-effects.ts'
import { initProject } from '../start/init-project.ts'
import { examples } from './flags.ts'

export function initCommand(effects: DnrEffects): Command {
  const command = new Command('init')
    .summary('settings and folders, to edit')
    .description(
      'Make configs/default.yaml with every setting explained, .env.example, .gitignore and the folders. Nothing that exists is changed.',
    )
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => {
      const { made, kept } = await initProject(resolve(effects.cwd, folder))
      for (const name of made) effects.print(`made  ${name}`)
      for (const name of kept) effects.print(`kept  ${name}`)
      effects.print('next: dnr quickstart --fast --no-llm (seconds, no key), then dnr quickstart')
    })
  return examples(command, ['dnr init', 'dnr init my-project'])
}
