import { fail } from '../errors.ts'
import { type ModelIndex, remember } from '../graph/model-index.ts'
import type { Expr } from '../sql/nodes.ts'
import { parseExpression } from '../sql/parse.ts'

/** An authored expression as a tree, or opaque text where it cannot be read; parsed once per model. */
export const readExpression = (index: ModelIndex, text: string): Expr =>
  remember(index, `expr ${text}`, () => parseExpression(text) ?? { kind: 'opaque', text })

/** A where-template as a tree; parsed once per model. @throws `semantic/bad-expression` */
export const readCondition = (index: ModelIndex, text: string, where: string): Expr =>
  remember(index, `where ${text}`, () => parseExpression(text)) ?? unreadable(text, where)

/** As `readCondition`, for texts that hold a caller's attributes and are not kept. */
export const readBoundCondition = (text: string, where: string): Expr =>
  parseExpression(text) ?? unreadable(text, where)

function unreadable(text: string, where: string): never {
  throw fail('bad-expression', { text, where, problem: 'it is not a condition this product can read' })
}

/** The parts of an authored condition that AND joins: each can be placed where its own columns are. */
export const readConjuncts = (index: ModelIndex, text: string, where: string): readonly Expr[] =>
  remember(index, `parts ${text}`, () => conjunctsOf(readCondition(index, text, where)))

const conjunctsOf = (expr: Expr): readonly Expr[] =>
  expr.kind === 'binary' && expr.op === 'AND'
    ? [...conjunctsOf(expr.left), ...conjunctsOf(expr.right)]
    : [expr]
