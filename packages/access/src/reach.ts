import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { accessError } from './errors.ts'

/**
 * Lets a machine be called for somebody who does not own this one, or not.
 * @throws `access/unreachable-host`
 */
export type Reach = (host: string) => Promise<void>

/** Networks that are this machine, its neighbours, or nobody's (RFC 6890 and its updates). */
const INSIDE = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
])

/**
 * Machines of the open internet, and those the operator names in NUMIZE_DATA_HOSTS (names, addresses and networks, by
 * commas). Every address a name stands for must be one of them; how an address is written makes no difference.
 */
export function reachOf(env: Readonly<Record<string, string | undefined>>): Reach {
  const said = (env['NUMIZE_DATA_HOSTS'] ?? '').split(/[\s,]+/).filter(Boolean)
  const names = new Set(said.map((one) => one.toLowerCase()))
  const networks = listOf(said.filter((one) => isIP(one.split('/')[0] ?? '') !== 0))
  return async (host) => {
    if (names.has(host.toLowerCase())) return
    const addresses = await addressesOf(host)
    const mayBeCalled = addresses.every((one) => holds(networks, one) || !holds(INSIDE, one))
    if (addresses.length === 0 || !mayBeCalled) throw accessError('unreachable-host', { host })
  }
}

/** As the system reads a host: decimal and short forms of addresses too. */
async function addressesOf(host: string): Promise<readonly string[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare) !== 0) return [bare]
  if (bare === '') return []
  return lookup(bare, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  )
}

const holds = (list: BlockList, address: string): boolean =>
  list.check(address.replace(/%.*$/, ''), isIP(address) === 6 ? 'ipv6' : 'ipv4')

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}
