import { accessError } from './errors.ts'
import type { AttributeValue, Principal } from './principal.ts'

const USER_ATTRIBUTE = /\{\{\s*user\(\s*'([^']+)'\s*\)\s*\}\}/g

/**
 * Puts the asker's attributes into a row filter as SQL literals: `{{ user('country') }}` → `'FR'`, lists → `('FR', 'IT')`.
 * A missing attribute refuses the question: a filter that cannot be placed never widens.
 */
export const bindAttributes = (where: string, principal: Principal, slice: string): string =>
  where.replaceAll(USER_ATTRIBUTE, (_, attribute: string) => {
    const value = principal.attributes[attribute]
    if (value === undefined || (Array.isArray(value) && value.length === 0))
      throw accessError('missing-attribute', { attribute, slice })
    return literal(attribute, value)
  })

function literal(attribute: string, value: AttributeValue): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw accessError('bad-attribute', { attribute })
    return String(value)
  }
  if (typeof value !== 'string') return `(${value.map((item) => literal(attribute, item)).join(', ')})`
  if (/[\\{}\p{Cc}]/u.test(value)) throw accessError('bad-attribute', { attribute })
  return `'${value.replaceAll("'", "''")}'`
}
