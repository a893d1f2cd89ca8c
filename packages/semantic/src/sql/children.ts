import type { Expr } from './nodes.ts'

/** Members of each kind that hold an expression, or a list of them; the one place that knows the shape of the tree. */
const children: { readonly [K in Expr['kind']]?: readonly string[] } = {
  binary: ['left', 'right'],
  unary: ['operand'],
  call: ['args', 'filter'],
  window: ['call', 'partitionBy', 'orderBy'],
  cast: ['operand'],
  case: ['operand', 'whens', 'otherwise'],
  in: ['operand', 'items'],
  inQuery: ['operand'],
  between: ['operand', 'low', 'high'],
  like: ['operand', 'pattern', 'escape'],
  is: ['operand'],
  extract: ['operand'],
  special: ['args'],
}
/** Parts that are no expressions themselves but hold some. */
const partChildren: Readonly<Record<string, readonly string[]>> = {
  when: ['condition', 'result'],
  order: ['expr'],
}

type Node = { readonly kind: string }
const membersOf = (node: Node): readonly string[] =>
  children[node.kind as Expr['kind']] ?? partChildren[node.kind] ?? []

/** Calls `visit` on an expression and everything inside it (not inside sub-queries), parents first. */
export function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visitNode(expr, visit as (node: Node) => void)
}

function visitNode(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const member of membersOf(node)) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | null>)[member]
    if (Array.isArray(value)) for (const item of value) visitNode(item, visit)
    else if (value) visitNode(value as Node, visit)
  }
}

/** A copy with every expression passed through `change`, innermost first; untouched parts are shared. */
export function rewrite(expr: Expr, change: (expr: Expr) => Expr): Expr {
  return rewriteNode(expr, change as (node: Node) => Node) as Expr
}

function rewriteNode(node: Node, change: (node: Node) => Node): Node {
  let copy: Record<string, unknown> | null = null
  for (const member of membersOf(node)) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | null>)[member]
    const changed = Array.isArray(value)
      ? rewriteList(value, change)
      : value && rewriteNode(value as Node, change)
    if (changed === value) continue
    copy ??= { ...node }
    copy[member] = changed
  }
  const next = (copy ?? node) as Node
  return node.kind in partChildren ? next : change(next)
}

function rewriteList(nodes: readonly Node[], change: (node: Node) => Node): readonly Node[] {
  const changed = nodes.map((item) => rewriteNode(item, change))
  return changed.some((item, at) => item !== nodes[at]) ? changed : nodes
}

/** Whether any part of an expression passes a test. */
export function contains(expr: Expr, test: (expr: Expr) => boolean): boolean {
  let found = false
  walk(expr, (part) => {
    found ||= test(part)
  })
  return found
}

const sizes = new WeakMap<Node, number>()

/** How many parts an expression has once it is written out; parts that are shared in memory are counted each time. */
export const sizeOf = (expr: Expr): number => sizeOfNode(expr)

function sizeOfNode(node: Node): number {
  const known = sizes.get(node)
  if (known !== undefined) return known
  let size = 1
  for (const member of membersOf(node)) {
    const value = (node as unknown as Record<string, Node | readonly Node[] | null>)[member]
    if (Array.isArray(value)) for (const item of value) size += sizeOfNode(item)
    else if (value) size += sizeOfNode(value as Node)
  }
  sizes.set(node, size)
  return size
}
