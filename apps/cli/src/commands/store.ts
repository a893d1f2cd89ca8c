import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { restoreStore } from '@numize/store'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { placeOf } from '../installation.ts'

/** `numize store backup FILE`: users, conversations, results and the audit, while the server runs or not. */
export async function backup(file: string, desk: Desk, effects: Effects): Promise<number> {
  const { rows } = await desk.backup({ file: resolve(file) })
  effects.out(`${rows} rows written to ${file}; restore them with \`npx numize store restore ${file}\`\n`)
  return 0
}

/** `numize store restore FILE`: into the empty state folder, or the empty database of DATABASE_URL. */
export async function restore(file: string, effects: Effects): Promise<number> {
  const { rows } = await restoreStore(resolve(file), await placeOf(effects))
  effects.out(
    `${rows} rows restored; the keys are not among them: bring audit.key and master.key of the state folder too\n`,
  )
  return 0
}

/** `numize store move URL`: everything that is kept here, to an empty Postgres database. */
export async function move(url: string, desk: Desk, effects: Effects): Promise<number> {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw cliError('bad-option', {
      option: 'store move',
      value: '',
      expected: 'postgres://LOGIN@HOST/DATABASE',
    })
  const folder = await mkdtemp(join(tmpdir(), 'numize-move-'))
  try {
    const file = join(folder, 'backup')
    await desk.backup({ file })
    const { rows } = await restoreStore(file, { dir: null, url })
    effects.out(`${rows} rows moved; start Numize with DATABASE_URL set to that address from now on\n`)
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
