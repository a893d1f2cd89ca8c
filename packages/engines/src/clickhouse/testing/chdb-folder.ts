import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** ClickHouse 26.7 as a library of 566 MB, and what calls a library from Node. */
const PACKAGES = ['chdb@3.4.0', 'ffi-rs@1.3.7']

/** Where chdb rests between runs: outside every `node_modules`, below `NUMIZE_CACHE` or the user's cache folder. */
export function chdbFolder(): string {
  const cache = process.env['NUMIZE_CACHE'] ?? process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return join(cache, 'numize', PACKAGES.join('-').replaceAll('@', '-'))
}

const done = (folder: string): string => join(folder, 'installed')

export const hasChdb = (): boolean => existsSync(done(chdbFolder()))

/** Installs chdb unless it is there. @throws what npm says */
export async function installChdb(print: (line: string) => void): Promise<void> {
  const folder = chdbFolder()
  if (hasChdb()) return
  print(`installing ${PACKAGES.join(' and ')} into ${folder} (600 MB, once)`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private": true}')
  await npm(['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], folder)
  writeFileSync(done(folder), '')
}

const npm = (args: readonly string[], cwd: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (part) => {
      said += String(part)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm could not install chdb: ${said.slice(-500)}`)),
    )
  })
