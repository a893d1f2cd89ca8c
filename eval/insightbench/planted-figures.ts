import type { Told } from './planted.ts'

export interface Figure {
  readonly member: string
  readonly value: number
  /** Half of its last written digit. */
  readonly rounding: number
}

const strings = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])

export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, one]) => [key, ...stringsIn(one)])
    : []
}

/** "44 %", "57.0 days", "8775.90$": one number with its unit, as a fraction where it is a percentage. */
function figureOf(value: unknown): { value: number; rounding: number } | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  const match = /^(?:average |highest: )?[$€]?(-?[\d,]*\.?\d+)\s*(%|\$|[a-z ]*)$/i.exec(text)
  if (!match) return null
  const digits = (match[1] ?? '').replaceAll(',', '')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  const scale = match[2] === '%' ? 0.01 : 1
  return { value: Number(digits) * scale, rounding: 0.5 * 10 ** -decimals * scale }
}

export function figuresOfValue(value: unknown): Figure[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
  const fields = value as Readonly<Record<string, unknown>>
  if ('x_val' in fields && 'y_val' in fields) return pairsOf(fields['x_val'], fields['y_val'])
  const numbers = Object.entries(fields).flatMap(([key, one]) => {
    const figure = figureOf(one)
    if (!figure) return figuresOfValue(one)
    const others = Object.values(fields).flatMap((other) =>
      typeof other === 'string' && figureOf(other) === null
        ? [other]
        : Array.isArray(other)
          ? other.flatMap(strings)
          : [],
    )
    return [{ member: /[_ ]/.test(key) && others.length > 0 ? others[0]! : key, ...figure }]
  })
  return numbers
}

export const figuresOfPlot = ({ x, y }: Told): Figure[] => pairsOf(x.value, y.value)

function pairsOf(x: unknown, y: unknown): Figure[] {
  if (y !== null && typeof y === 'object' && !Array.isArray(y))
    return Object.entries(y).flatMap(([member, one]) => {
      const figure = figureOf(one)
      return figure ? [{ member, ...figure }] : []
    })
  const members = listOf(x)
  const values = listOf(y)
  return members.flatMap((member, at) => {
    const figure = figureOf(values[at])
    return figure && typeof member === 'string' && members.length === values.length
      ? [{ member, ...figure }]
      : []
  })
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') return value === undefined || value === null ? [] : [value]
  const text = value.trim()
  if (/^\[.*\]$/.test(text)) return text.slice(1, -1).split(/,\s*/)
  return text.split(/,\s*/)
}
