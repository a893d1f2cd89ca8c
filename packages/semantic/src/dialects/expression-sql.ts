import type { DialectName } from '../compiled.ts'
import { parseExpression } from '../sql/parse.ts'
import { printExpression } from '../sql/print.ts'
import { dialects } from './dialects.ts'

/** An expression of a model as one engine writes it; what cannot be read stays as its author wrote it. */
export function expressionSql(expr: string, dialect: DialectName): string {
  const parsed = parseExpression(expr)
  return parsed ? printExpression(parsed, dialects[dialect]) : expr
}

/** A name as one engine reads it back exactly. */
export const quotedIdentifier = (name: string, dialect: DialectName): string =>
  dialects[dialect].quoteIdentifier(name)
