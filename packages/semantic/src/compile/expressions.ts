import { fail } from '../errors.ts'
import { type ModelIndex, remember } from '../graph/model-index.ts'
import type { Expr } from '../sql/nodes.ts'
import { parseExpression } from '../sql/parse.ts'

/** An authored expression as a tree, or opaque text where it cannot be read; parsed once per model. */
export const readExpression = (index: ModelIndex, text: string): Expr =>
  remember(index, `expr ${text}`, () => parseExpression(text) ?? { kind: 'opaque', text })

/** A where-template as a tree. @throws `semantic/bad-expression` */
export function readCondition(index: ModelIndex, text: string, where: string): Expr {
  const read = remember(index, `where ${text}`, () => parseExpression(text))
  if (!read)
    throw fail('bad-expression', { text, where, problem: 'it is not a condition this product can read' })
  return read
}
