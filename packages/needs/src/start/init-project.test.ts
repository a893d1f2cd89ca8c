import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { initProject } from './init-project.ts'

const root = mkdtempSync(join(tmpdir(), 'needs-init-'))
afterAll(() => rmSync(root, { recursive: true }))

it('makes settings that say what they are for and read back as the defaults', async () => {
  const folder = join(root, 'new')
  const { made, kept } = await initProject(folder)
  expect(made).toEqual([
    'data/',
    'comms/',
    'meta/',
    'reports/',
    'configs/default.yaml',
    '.env.example',
    '.gitignore',
  ])
  expect(kept).toEqual([])
  expect(await loadConfig({ cwd: folder, env: {} })).toEqual(DEFAULT_CONFIG)
  expect(readFileSync(join(folder, 'configs/default.yaml'), 'utf8')).toContain(
    '  # US dollars for each archetype; never exceeded, 0 sends nothing\n  api_cap_usd: 1\n',
  )
})

it('changes nothing that is there', async () => {
  const folder = join(root, 'again')
  await initProject(folder)
  writeFileSync(join(folder, '.gitignore'), 'mine\n')
  expect((await initProject(folder)).made).toEqual([])
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('mine\n')
})

it('says where it cannot write', async () => {
  writeFileSync(join(root, 'file'), '')
  await expect(initProject(join(root, 'file'))).rejects.toMatchObject({ code: 'needs/cannot-write' })
})
