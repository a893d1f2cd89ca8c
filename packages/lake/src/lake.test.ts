import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fixedClock } from '@numize/base'
import { expect, it, vi } from 'vitest'
import { openLake } from './lake.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000 })

const newDir = () => mkdtempSync(join(tmpdir(), 'numize-lake-'))
const table = (name: string, ...files: string[]) => ({
  name,
  segments: files.map((file) => ({ file: basename(file), rows: 1 })),
  primaryKey: [],
  foreignKeys: [],
})
const write = (path: string) => {
  writeFileSync(path, 'rows')
  return path
}
const script = (body: string) => {
  const lake = pathToFileURL(join(import.meta.dirname, 'lake.ts')).href
  return ['--import', 'tsx', '--input-type=module', '-e', `import { openLake } from '${lake}'\n${body}`]
}

it('holds nothing before the first commit, and what was committed after', async () => {
  const lake = await openLake(newDir())
  expect(await lake.current()).toBeNull()
  await using writer = await lake.writer()
  const first = await writer.commit({ tables: [table('a', write(writer.newSegment()))], origin: 'x' })
  expect(await lake.current()).toEqual(first)
  const second = await writer.commit({ tables: [...first.tables, table('b')], origin: 'x' })
  expect(second).toMatchObject({ parent: first.id, tables: [{ name: 'a' }, { name: 'b' }] })
  expect(second.id).not.toBe(first.id)
})

it('commits nothing when a segment is missing', async () => {
  const lake = await openLake(newDir())
  await using writer = await lake.writer()
  await expect(writer.commit({ tables: [table('a', writer.newSegment())], origin: null })).rejects.toThrow(
    /table a is missing/,
  )
  expect(await lake.current()).toBeNull()
})

it('lets one writer in at a time, and takes over from a dead one', async () => {
  const dir = newDir()
  const lake = await openLake(dir)
  const first = await lake.writer()
  await expect(lake.writer()).rejects.toThrow(/being written by process \d+/)
  await first[Symbol.asyncDispose]()
  const child = spawn(
    process.execPath,
    script(`await (await openLake('${dir}')).writer(); console.log('in'); setInterval(() => {}, 1000)`),
  )
  await once(child.stdout, 'data')
  await expect(lake.writer()).rejects.toThrow(`process ${child.pid}`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await lake.writer())[Symbol.asyncDispose]()
  writeFileSync(join(dir, 'writer.lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }))
  await (await lake.writer())[Symbol.asyncDispose]()
})

it('lets exactly one of many takers have a stale lock', async () => {
  const dir = newDir()
  const lake = await openLake(dir)
  for (let round = 0; round < 50; round++) {
    writeFileSync(
      join(dir, 'writer.lock'),
      JSON.stringify({ pid: 999_999_999, started: '', id: String(round) }),
    )
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lake.writer()))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(readdirSync(dir).toSorted()).toEqual(['segments', 'writer.lock'])
  }
})

it('loses nothing when the writer is killed between its segments and its manifest', async () => {
  const dir = newDir()
  const lake = await openLake(dir)
  const before = await (async () => {
    await using writer = await lake.writer()
    return writer.commit({ tables: [table('a', write(writer.newSegment()))], origin: null })
  })()
  const child = spawn(
    process.execPath,
    script(`import { writeFileSync } from 'node:fs'
      const writer = await (await openLake('${dir}')).writer()
      writeFileSync(writer.newSegment(), 'rows')
      writeFileSync('${dir}/manifest.json.half', '{"format": 1, "id": "ha')
      process.kill(process.pid, 'SIGKILL')`),
  )
  await once(child, 'exit')
  expect(await lake.current()).toEqual(before)
  expect(readdirSync(join(dir, 'segments'))).toHaveLength(2)
  await using writer = await lake.writer()
  expect((await writer.commit({ tables: before.tables, origin: 1 })).parent).toBe(before.id)
})

it('sweeps what no manifest names, only after the grace period', async () => {
  const dir = newDir()
  const lake = await openLake(dir, { clock: fixedClock('2100-01-01T00:00:00Z') })
  await using writer = await lake.writer()
  const kept = write(writer.newSegment())
  write(writer.newSegment())
  await writer.commit({ tables: [table('a', kept)], origin: null })
  expect(await writer.sweep(200 * 365 * 86_400_000)).toBe(0)
  expect(await writer.sweep(60_000)).toBe(1)
  expect(readdirSync(join(dir, 'segments'))).toEqual([basename(kept)])
})

it('says that a manifest is damaged', async () => {
  const dir = newDir()
  writeFileSync(join(dir, 'manifest.json'), '{"format": 1, "id": "ha')
  await expect((await openLake(dir)).current()).rejects.toThrow(/manifest\.json is damaged/)
})
