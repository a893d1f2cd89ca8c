import { binary, boolean, nothing, string } from './build.ts'
import type { BinaryOp, Expr, WhenClause } from './nodes.ts'
import { readTemplate } from './template.ts'
import { type Token, tokenize } from './tokenize.ts'

/**
 * An authored SQL expression as a tree: columns, literals, operators, CASE, CAST, functions, IN, BETWEEN, LIKE, IS,
 * INTERVAL and where-templates. Null when it holds anything else: then it stays opaque text.
 */
export function parseExpression(text: string): Expr | null {
  const tokens = tokenize(text)
  if (!tokens) return null
  try {
    const parser = new Parser(tokens)
    const expr = parser.expression(0)
    return parser.atEnd ? expr : null
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

class Unreadable extends Error {}

const bareIf = ({ kind }: Token): { bare?: true } => (kind === 'word' ? { bare: true } : {})

const infix: Readonly<Record<string, readonly [number, BinaryOp]>> = {
  OR: [1, 'OR'],
  AND: [2, 'AND'],
  '=': [5, '='],
  '==': [5, '='],
  '!=': [5, '!='],
  '<>': [5, '!='],
  '<': [5, '<'],
  '<=': [5, '<='],
  '>': [5, '>'],
  '>=': [5, '>='],
  '||': [7, '||'],
  '+': [8, '+'],
  '-': [8, '-'],
  '*': [9, '*'],
  '/': [9, '/'],
  '//': [9, '//'],
  '%': [9, '%'],
}
const TEST_LEVEL = 4
/** Words that end an expression or begin what we do not read, so never a column. */
const notColumns = new Set(
  'SELECT FROM WHERE GROUP ORDER HAVING LIMIT UNION JOIN ON AS WHEN THEN ELSE END OVER FILTER WITHIN ARRAY STRUCT MAP EXISTS ANY ALL LAMBDA COLLATE'.split(
    ' ',
  ),
)

/** Precedence climbing over the tokens of one expression. */
class Parser {
  private at = 0
  private readonly tokens: readonly Token[]
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end'
  }

  private peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? { kind: 'end', text: '' }
  }

  private next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  private isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.text.toUpperCase() === word
  }

  private accept(text: string): boolean {
    const token = this.peek()
    const same =
      token.kind === 'word'
        ? token.text.toUpperCase() === text
        : token.kind === 'symbol' && token.text === text
    if (same) this.at++
    return same
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw new Unreadable()
  }

  expression(level: number): Expr {
    let left = this.prefix()
    for (;;) {
      const next = this.infixOf(left, level)
      if (!next) return left
      left = next
    }
  }

  private infixOf(left: Expr, level: number): Expr | null {
    const token = this.peek()
    if (token.kind === 'symbol' && token.text === '::') {
      this.at++
      return { kind: 'cast', operand: left, type: this.typeName(), lenient: false }
    }
    if (token.kind !== 'symbol' && token.kind !== 'word') return null
    const found = infix[token.text.toUpperCase()]
    if (found) {
      if (found[0] <= level) return null
      this.at++
      return binary(found[1], left, this.expression(found[0]))
    }
    return token.kind === 'word' && level < TEST_LEVEL + 1 ? this.test(left) : null
  }

  /** IS, IN, BETWEEN, LIKE and AT TIME ZONE after an operand. */
  private test(operand: Expr): Expr | null {
    if (this.isWord('AT') && this.isWord('TIME', 1) && this.isWord('ZONE', 2)) {
      this.at += 3
      return binary('AT TIME ZONE', operand, this.expression(9))
    }
    if (this.accept('IS')) return this.isTest(operand)
    const negate =
      this.isWord('NOT') && ['IN', 'BETWEEN', 'LIKE', 'ILIKE'].some((word) => this.isWord(word, 1))
    if (negate) this.at++
    if (this.accept('IN')) return { kind: 'in', operand, items: this.parenthesised(), negate }
    if (this.accept('BETWEEN')) {
      const low = this.expression(6)
      this.expect('AND')
      return { kind: 'between', operand, low, high: this.expression(6), negate }
    }
    const caseless = this.isWord('ILIKE')
    if (!caseless && !this.isWord('LIKE')) return null
    this.at++
    const pattern = this.expression(6)
    return {
      kind: 'like',
      operand,
      pattern,
      caseless,
      negate,
      escape: this.accept('ESCAPE') ? this.prefix() : null,
    }
  }

  private isTest(operand: Expr): Expr {
    const negate = this.accept('NOT')
    if (this.accept('DISTINCT')) {
      this.expect('FROM')
      return binary(negate ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM', operand, this.expression(6))
    }
    for (const what of ['NULL', 'TRUE', 'FALSE'] as const)
      if (this.accept(what)) return { kind: 'is', operand, what, negate }
    throw new Unreadable()
  }

  private prefix(): Expr {
    const token = this.next()
    switch (token.kind) {
      case 'string':
        return string(token.text)
      case 'number':
        return { kind: 'number', text: token.text }
      case 'quoted':
        return this.columnFrom(token)
      case 'template':
        return this.template(token)
      case 'symbol':
        return this.prefixSymbol(token)
      case 'word':
        return this.word(token)
      case 'end':
        throw new Unreadable()
    }
  }

  private template(token: Token): Expr {
    const template = readTemplate(token.text)
    if (!template) throw new Unreadable()
    return { kind: 'template', template }
  }

  private prefixSymbol(token: Token): Expr {
    if (token.text === '(') {
      const inner = this.expression(0)
      this.expect(')')
      return inner
    }
    if (token.text === '*') return { kind: 'star' }
    if (token.text === '+') return this.expression(9)
    if (token.text === '-') return { kind: 'unary', op: '-', operand: this.expression(9) }
    throw new Unreadable()
  }

  private word(token: Token): Expr {
    const word = token.text.toUpperCase()
    const literal = { TRUE: boolean(true), FALSE: boolean(false), NULL: nothing }[word]
    if (literal) return literal
    if (word === 'NOT') return { kind: 'unary', op: 'NOT', operand: this.expression(3) }
    if (word === 'CASE') return this.caseExpression()
    if (word === 'INTERVAL') return this.interval()
    if ((word === 'DATE' || word === 'TIMESTAMP') && this.peek().kind === 'string')
      return { kind: 'moment', type: word === 'DATE' ? 'date' : 'timestamp', value: this.next().text }
    if (this.peek().kind === 'symbol' && this.peek().text === '(') return this.callOf(token)
    if (notColumns.has(word)) throw new Unreadable()
    return this.columnFrom(token)
  }

  private columnFrom(token: Token): Expr {
    if (!this.accept('.')) return { kind: 'column', table: null, name: token.text, ...bareIf(token) }
    const name = this.next()
    if (
      (name.kind !== 'word' && name.kind !== 'quoted') ||
      this.peek().text === '(' ||
      this.peek().text === '.'
    )
      throw new Unreadable()
    return { kind: 'column', table: token.text, name: name.text, ...bareIf(name) }
  }

  private callOf(token: Token): Expr {
    const name = token.text.toUpperCase()
    this.expect('(')
    if (name === 'CAST' || name === 'TRY_CAST') return this.castOf(name)
    if (name === 'EXTRACT') {
      const part = this.next().text.toLowerCase()
      this.expect('FROM')
      const operand = this.expression(0)
      this.expect(')')
      return { kind: 'extract', part, operand }
    }
    const distinct = this.accept('DISTINCT')
    const args = this.listUntilClose()
    const filter = this.filterClause()
    if (this.isWord('OVER') || this.isWord('WITHIN')) throw new Unreadable()
    return { kind: 'call', name: token.text, args, distinct, filter }
  }

  private filterClause(): Expr | null {
    if (!this.isWord('FILTER') || this.peek(1).text !== '(') return null
    this.at += 2
    this.expect('WHERE')
    const filter = this.expression(0)
    this.expect(')')
    return filter
  }

  private castOf(name: string): Expr {
    const operand = this.expression(0)
    this.expect('AS')
    const type = this.typeName()
    this.expect(')')
    return { kind: 'cast', operand, type, lenient: name === 'TRY_CAST' }
  }

  /** `VARCHAR`, `DOUBLE PRECISION`, `DECIMAL(10, 2)`, `TIMESTAMP WITH TIME ZONE`. */
  private typeName(): string {
    const first = this.next()
    if (first.kind !== 'word') throw new Unreadable()
    const words = [first.text]
    while (['PRECISION', 'VARYING', 'WITH', 'WITHOUT', 'TIME', 'ZONE'].some((word) => this.isWord(word)))
      words.push(this.next().text)
    if (this.accept('(')) {
      const sizes: string[] = []
      do sizes.push(this.next().text)
      while (this.accept(','))
      this.expect(')')
      if (sizes.some((size) => !/^\d+$/.test(size))) throw new Unreadable()
      return `${words.join(' ')}(${sizes.join(', ')})`
    }
    return words.join(' ')
  }

  private caseExpression(): Expr {
    const operand = this.isWord('WHEN') ? null : this.expression(0)
    const whens: WhenClause[] = []
    while (this.accept('WHEN')) {
      const condition = this.expression(0)
      this.expect('THEN')
      whens.push({ kind: 'when', condition, result: this.expression(0) })
    }
    const otherwise = this.accept('ELSE') ? this.expression(0) : null
    this.expect('END')
    return { kind: 'case', operand, whens, otherwise }
  }

  /** `INTERVAL '3 days'`, `INTERVAL '3' DAY`, `INTERVAL 3 DAY`. */
  private interval(): Expr {
    const amount = this.next()
    if (amount.kind !== 'string' && amount.kind !== 'number') throw new Unreadable()
    const [count, unit] = amount.text.trim().split(/\s+/)
    const grain = unit ?? (this.peek().kind === 'word' ? this.next().text : '')
    if (!/^-?\d+$/.test(count ?? '') || !grain) throw new Unreadable()
    return { kind: 'interval', count: Number(count), grain: grain.toLowerCase().replace(/s$/, '') }
  }

  private parenthesised(): readonly Expr[] {
    this.expect('(')
    return this.listUntilClose()
  }

  private listUntilClose(): readonly Expr[] {
    const items: Expr[] = []
    if (this.accept(')')) return items
    do items.push(this.expression(0))
    while (this.accept(','))
    this.expect(')')
    return items
  }
}
