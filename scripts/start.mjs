// `npm start`: from a fresh clone to a running product, with nothing asked.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, installPackages } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const started = Date.now()
const log = (line) =>
  process.stdout.write(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${line}\n`)

checkNode()
installPackages(log)
const { build } = await import('./build.mjs')
await build({ log })

const numize = join(root, 'dist/cli.mjs')
if (!demosAreThere()) {
  const demos = spawnSync(process.execPath, [numize, 'demo', join(root, 'examples')], { stdio: 'inherit' })
  if (demos.status !== 0) process.exit(demos.status ?? 1)
}

const args = ['serve', '--projects', join(root, 'examples'), ...process.argv.slice(2)]
const server = spawn(process.execPath, [numize, ...args], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))

/** Whether each demo has data that is newer than its settings. */
function demosAreThere() {
  const examples = join(root, 'examples')
  return readdirSync(examples)
    .filter((name) => existsSync(join(examples, name, 'demo.yml')))
    .every((name) => {
      const made = join(examples, name, 'data/warehouse.json')
      return existsSync(made) && statSync(made).mtimeMs > statSync(join(examples, name, 'demo.yml')).mtimeMs
    })
}
