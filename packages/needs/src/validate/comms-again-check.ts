import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import type { CommsOptions } from '../comms/comms-options.ts'
import { generateComms } from '../comms/generate-comms.ts'
import { COMMS_COLUMNS } from '../comms/write-comms.ts'
import type { Archetype } from '../config/dnr-config.ts'
import { hashFile } from '../hash-file.ts'
import { type Check, holds, notChecked } from './check.ts'
import { type CommsSubject, LABEL_FILES } from './comms-subject.ts'
import { readJson } from './subject.ts'

const NAME = 'the same communications and labels from the same seed'

/** Makes communications of the grammar again, from their recorded settings, in a temporary folder: same bytes? */
export async function commsAgainCheck(
  subject: CommsSubject,
  { warehouse, archetype, signal }: { warehouse: string; archetype: Archetype | null; signal: AbortSignal },
): Promise<Check> {
  const { stamp, hasLabels } = subject
  const { settings } = stamp
  const skip = (why: string) => notChecked('reproducibility', NAME, why)
  if (stamp.engine !== 'grammar') return skip('a model wrote them; its replies are kept in the cache')
  if (archetype === null || !settings || !hasLabels) return skip('their settings or labels are not told')
  const folder = await mkdtemp(join(tmpdir(), 'dnr-again-'))
  try {
    await generateAgain(subject, { folder, warehouse, archetype, signal })
    const again = readJson(join(folder, 'comms/comms.json')) as { readonly version?: number }
    if (again.version !== stamp.version) return skip('another version of the generator made them')
    return told(await changedFiles(subject, folder))
  } catch (error) {
    if (error instanceof NumizeError) return skip(error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function generateAgain(
  { meta, stamp }: CommsSubject,
  {
    folder,
    warehouse,
    archetype,
    signal,
  }: { folder: string; warehouse: string; archetype: Archetype; signal: AbortSignal },
): Promise<void> {
  for (const name of ['defects.json', 'events.json'])
    await cp(join(meta, name), join(folder, 'meta', name), { recursive: true })
  const options = {
    ...stamp.settings,
    archetype,
    warehouse,
    meta: join(folder, 'meta'),
    out: join(folder, 'comms'),
  }
  await generateComms(options as CommsOptions, { signal })
}

async function changedFiles({ folder, meta }: CommsSubject, again: string): Promise<readonly string[]> {
  const files = [
    ...Object.keys(COMMS_COLUMNS).map((name) => [folder, join(again, 'comms'), name] as const),
    ...LABEL_FILES.map((name) => [meta, join(again, 'meta'), name] as const),
  ]
  const changed: string[] = []
  for (const [was, is, name] of files) {
    const file = `${name}.parquet`
    if ((await hashFile(join(was, file))) !== (await hashFile(join(is, file)))) changed.push(name)
  }
  return changed
}

function told(changed: readonly string[]): Check {
  const files = Object.keys(COMMS_COLUMNS).length + LABEL_FILES.length
  return holds('reproducibility', NAME, changed.length === 0, {
    measured: changed.length === 0 ? `all ${files} files, byte for byte` : `others in ${changed.join(', ')}`,
    expected: `all ${files} files`,
  })
}
