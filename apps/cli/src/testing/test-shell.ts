import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Clock, fixedClock, systemClock } from '@numize/base'
import { type Desk, localDesk } from '../desk.ts'
import { diskFiles, type Effects } from '../effects.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { runCommand } from '../run-command.ts'

/** What a command printed, and the code it ended with. */
interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A folder with what commands touch: files of a project, a store, a clock, what was printed. */
export interface TestShell {
  readonly effects: Effects
  /** What was printed since it was last set. */
  out: string
  err: string
  readonly path: (name: string) => string
  /** Writes a file, with the folders it needs; gives its path. */
  readonly write: (name: string, content: string | Buffer) => string
  /** Writes a project `name` whose tables are CSV files of its folder `data`. */
  project(name: string, files: Readonly<Record<string, string>>): void
  /** Opens the installation of the folder, once. */
  open(): Promise<Opened>
  /** Runs a command as a person would. */
  run(argv: readonly string[], more?: Partial<Effects>): Promise<Ended>
  /** Closes what was opened and takes the folder away. */
  close(): Promise<void>
}

interface Opened {
  readonly installation: Installation
  readonly desk: Desk
}

/** A shell whose clock stands at `now` (ISO), or is the machine's. */
export function testShell(now?: string): TestShell {
  const dir = mkdtempSync(join(tmpdir(), 'numize-shell-'))
  const clock: Clock = now === undefined ? systemClock : fixedClock(now)
  let opened: Opened | undefined
  const path = (name: string): string => join(dir, name)
  const write = (name: string, content: string | Buffer): string => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), content)
    return path(name)
  }
  const shell: TestShell = {
    effects: {
      clock,
      files: diskFiles,
      stateDir: path('state'),
      env: {},
      out: (text) => {
        shell.out += text
      },
      err: (text) => {
        shell.err += text
      },
      isTerminal: false,
    },
    out: '',
    err: '',
    path,
    write,
    project(name, files) {
      write(`${name}/numize.yml`, `name: ${name}\ntime_zone: UTC\nconnection: { type: files, path: data }\n`)
      for (const [file, text] of Object.entries(files)) write(`${name}/${file}`, text)
    },
    async open() {
      if (opened) return opened
      const installation = await openInstallation(shell.effects)
      opened = { installation, desk: localDesk(installation, shell.effects) }
      return opened
    },
    async run(argv, more = {}) {
      shell.out = ''
      shell.err = ''
      const code = await runCommand(argv, { ...shell.effects, ...more })
      return { code, out: shell.out, err: shell.err }
    },
    async close() {
      await opened?.desk[Symbol.asyncDispose]()
      await opened?.installation[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return shell
}
