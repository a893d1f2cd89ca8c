import { describe, expect, it } from 'vitest'
import { reachOf } from './reach.ts'

const refused = { code: 'access/unreachable-host' }

describe('what may be called for others', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    'localhost',
    'LOCALHOST',
    '0.0.0.0',
    '169.254.169.254',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '100.100.100.200',
    '[::1]',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%lo',
    '',
    'no-such-machine.invalid',
  ])('not %s', async (host) => {
    await expect(reachOf({})(host)).rejects.toMatchObject(refused)
  })

  it('the open internet', async () => {
    for (const host of ['8.8.8.8', '2606:4700::1111', '[2606:4700::1111]', '172.32.0.1'])
      await expect(reachOf({})(host)).resolves.toBeUndefined()
  })

  it('what the operator names, and nothing beside it', async () => {
    const reach = reachOf({ NUMIZE_DATA_HOSTS: 'db.internal, 10.2.0.0/16 fd00::5' })
    for (const host of ['DB.internal', '10.2.3.4', 'fd00::5', '::ffff:10.2.3.4'])
      await expect(reach(host)).resolves.toBeUndefined()
    for (const host of ['10.3.0.1', 'fd00::6', '127.0.0.1', 'x.db.internal.invalid'])
      await expect(reach(host)).rejects.toMatchObject(refused)
  })
})
