import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface CachedPackage {
  readonly dir: string
  readonly load: (name: string) => unknown
}

/**
 * A package that only an evaluation needs, never a dependency: installed once into the user's cache
 * (`NUMIZE_CACHE`, else `~/.cache`), where its version is part of the folder's name.
 * Gives its folder, and loads it and what it depends on by name.
 */
export function cachedPackage(name: string, version: string): CachedPackage {
  const cache = process.env['NUMIZE_CACHE'] ?? process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(cache, 'numize', `${name.replace('/', '+')}@${version}`)
  const dir = join(folder, 'node_modules', name)
  if (!existsSync(join(dir, 'package.json'))) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private": true}')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const flags = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder]
    execFileSync(npm, [...flags, `${name}@${version}`], { stdio: 'ignore' })
  }
  return { dir, load: createRequire(join(dir, 'package.json')) }
}
