import { expect, test } from 'vitest'
import { allows, isRole, ROLES, requireScope, scopesOf } from './roles.ts'
import { isScope, SCOPES, type Scope } from './scopes.ts'

const somebody = (roles: readonly string[], scopes?: readonly Scope[]) => ({
  orgId: 'o',
  userId: 'u',
  roles,
  attributes: {},
  ...(scopes ? { scopes } : {}),
})

test('every scope of the table is one that exists, and an admin has all of them', () => {
  for (const { scopes } of Object.values(ROLES)) expect(scopes.every(isScope)).toBe(true)
  expect(scopesOf(somebody(['admin']))).toEqual(Object.keys(SCOPES))
})

test('only those who govern may govern', () => {
  const holders = (scope: Scope) => Object.keys(ROLES).filter((role) => allows(somebody([role]), scope))
  expect(holders('manage:people')).toEqual(['admin'])
  expect(holders('manage:key')).toEqual(['admin'])
  expect(holders('admin:audit')).toEqual(['admin'])
  expect(holders('manage:slice')).toEqual(['admin', 'data'])
  expect(holders('approve:raw')).toEqual(['admin', 'head'])
  expect(holders('run:sql')).toEqual(['admin', 'data', 'engineer'])
})

test('enablement reads and changes nothing', () => {
  expect(scopesOf(somebody(['enablement']))).toEqual([
    'read:session',
    'read:catalog',
    'read:board',
    'request:raw',
  ])
})

test('a group of a slice is no role: its member is a viewer', () => {
  expect(isRole('country_analyst')).toBe(false)
  expect(scopesOf(somebody(['country_analyst']))).toEqual(scopesOf(somebody(['viewer'])))
  expect(scopesOf(somebody(['constructor']))).toEqual(scopesOf(somebody(['viewer'])))
})

test('roles add up, and a key only narrows what its owner may do', () => {
  expect(allows(somebody(['enablement', 'reviewer']), 'review:answer')).toBe(true)
  expect(scopesOf(somebody(['viewer'], ['run:query', 'manage:people']))).toEqual(['run:query'])
  expect(scopesOf(somebody(['admin'], []))).toEqual([])
})

test('a refusal says what the right is for', () => {
  expect(() => requireScope(somebody(['viewer']), 'manage:people')).toThrow(
    'your roles do not let you invite people, give roles, end their sessions (manage:people): ask an administrator',
  )
})
