import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { realEffects } from './effects.ts'
import { runCommand } from './run-command.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const SKIPPED = /(^|\/)(node_modules|dist|artifacts|data|meta)(\/|$)|\/\./

const documents = ['packages', 'apps', 'docs', 'examples']
  .flatMap((dir) => readdirSync(join(root, dir), { recursive: true }).map((name) => `${dir}/${String(name)}`))
  .filter((name) => name.endsWith('.md') && !SKIPPED.test(name))
  .concat('README.md', 'AGENTS.md')

it.each(documents)('%s links to what exists', (document) => {
  const text = readFileSync(join(root, document), 'utf8')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  const broken = links
    .filter((link) => !/^(https?:|#)/.test(link))
    .filter((link) => !existsSync(join(root, dirname(document), link.split('#')[0] ?? '')))
  expect(broken).toEqual([])
})

it('the README names only commands and options that exist', async () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const help = new Map<string, string>()
  for (const [, command = ''] of text.matchAll(/npx numize ([a-z]+)/g)) {
    let out = ''
    const print = (more: string) => {
      out += more
    }
    await runCommand([command, '--help'], { ...realEffects(), out: print, err: print })
    expect(out).toContain(`Usage: numize ${command}`)
    help.set(command, out)
  }
  const wrong = [...text.matchAll(/npx numize ([a-z]+)([^`\n]*)/g)].flatMap(([, command = '', rest = '']) =>
    (rest.match(/--[a-z]+/g) ?? []).filter((option) => !help.get(command)?.includes(option)),
  )
  expect(wrong).toEqual([])
})

it('the README promises npm scripts that are there', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...text.matchAll(/npm (?:run )?([a-z:]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'run')
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})
