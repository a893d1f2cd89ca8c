import type { Limits, Slice } from '../project.ts'
import { child, complainAt, type Fields, has, textIfScalar } from './yaml-reader.ts'

const FIGURES = ['rows', 'bytes', 'cost'] as const

/** `limits: {rows: 100000000, bytes: 50 GB, cost: 2.5}` of a slice; nothing where it has none. */
export function readLimits(fields: Fields): Pick<Slice, 'limits'> {
  const found = has(fields, 'limits') ? child(fields, 'limits', FIGURES) : null
  if (!found) return {}
  const limits: { -readonly [K in keyof Limits]: Limits[K] } = {}
  for (const figure of FIGURES) {
    if (!has(found, figure)) continue
    const value = figureOf(textIfScalar(found, figure) ?? '', figure === 'bytes')
    if (value === null)
      complainAt(
        found,
        figure,
        `${figure} of limits must be a number above 0${figure === 'bytes' ? ', like 50 GB or 2 TiB' : ''}.`,
      )
    else limits[figure] = value
  }
  return { limits }
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P']

/** A number, of bytes also with a unit: `50 GB` is 50 × 1000³, `50 GiB` 50 × 1024³. */
function figureOf(written: string, isBytes: boolean): number | null {
  const [, digits = '', unit = '', binary = '', bytes = ''] =
    /^\s*([\d_,]*\.?\d+(?:e\d+)?)\s*([KMGTP]?)(i?)(B?)\s*$/i.exec(written) ?? []
  const value = Number(digits.replaceAll(/[_,]/g, ''))
  if (digits === '' || !(value > 0) || (`${unit}${binary}${bytes}` !== '' && !isBytes)) return null
  return value * (binary === '' ? 1000 : 1024) ** UNITS.indexOf(unit.toUpperCase())
}
