import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@numize/base'
import { keyringOf, newKey } from '@numize/secrets'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type AnchorPlace, anchorFile, anchorLog, anchorWebhook, openStore, readAnchors } from '../index.ts'

const SLOW = 90_000
const clock = fixedClock('2026-11-14T10:00:00Z')
const auditKeys = keyringOf(newKey())
const root = mkdtempSync(join(tmpdir(), 'numize-anchors-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('anchors', () => {
  it('are kept each n entries and at the end, in a file, a log and by a webhook', {
    timeout: SLOW,
  }, async () => {
    const file = join(root, 'anchors')
    const logged: string[] = []
    const posted: string[] = []
    const receiver = createServer((request, reply) => {
      request.on('data', (chunk: Buffer) => posted.push(chunk.toString()))
      request.on('end', () => reply.writeHead(204).end())
    }).listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/anchors`
    const anchors = [anchorFile(file), anchorLog((line) => logged.push(line)), anchorWebhook(url)]
    const place = { dir: join(root, 'store') }
    {
      await using store = await openStore({
        ...place,
        clock,
        auditKeys,
        anchors,
        anchorEvery: { entries: 3 },
      })
      await store.addOrg('o', 'O')
      for (let n = 1; n <= 7; n++) await store.org('o').audit.append({ action: 'ask', userId: 'ada', n })
      await vi.waitFor(() => expect(posted.length).toBeGreaterThan(0))
      expect(await readAnchors(file)).not.toEqual([])
    }
    receiver.close()
    expect((await readAnchors(file)).at(-1)).toMatchObject({ orgId: 'o', seq: 7 })
    expect(logged.at(-1)).toMatch(/^numize-audit-anchor \{"orgId":"o","seq":7,/)
    expect(posted.join('')).toContain('"seq":7')
    expect(statSync(file).mode & 0o777).toBe(0o600)

    writeFileSync(join(root, 'log'), `something else\n2026 ${logged.join('')}{"orgId":"o"}\n`)
    await using store = await openStore({ ...place, clock, auditKeys })
    const { audit } = store.org('o')
    for (const kept of [file, join(root, 'log')])
      expect(await audit.verify(await readAnchors(kept))).toMatchObject({ ok: true, anchoredTo: 7 })
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"hash":"./, '"hash":"x'))
    expect(await audit.verify(await readAnchors(file))).toMatchObject({ ok: false, problem: 'anchor' })
    expect(await readAnchors(join(root, 'no-such-file'))).toEqual([])
  })

  it('that nobody takes are told, and tried again', { timeout: SLOW }, async () => {
    const told: unknown[] = []
    const file = join(root, 'late')
    let isDown = true
    const place = anchorFile(file)
    const unsteady: AnchorPlace = {
      name: 'unsteady',
      write: async (anchors) => {
        if (isDown) throw new Error('down')
        await place.write(anchors)
      },
    }
    {
      await using store = await openStore({
        dir: null,
        anchors: [unsteady],
        anchorEvery: { entries: 1 },
        onError: (error) => told.push(error),
      })
      await store.addOrg('o', 'O')
      await store.org('o').audit.append({ action: 'ask', userId: 'ada' })
      await vi.waitFor(() => expect(told).toHaveLength(1))
      isDown = false
    }
    expect(await readAnchors(file)).toMatchObject([{ orgId: 'o', seq: 1 }])
  })
})
