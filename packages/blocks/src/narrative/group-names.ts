import type { ResultColumn } from '@numize/semantic'
import { isPeriod } from '../numbers.ts'
import type { Claims, Piece } from './claims.ts'
import { preposition } from './wording.ts'

/** Positions of the labels that name a row's group, time aside; a named thing's key only where its name is not known. */
export function namesOf(claims: Claims, row: number): number[] {
  const { columns } = claims.result
  return claims.labels
    .filter((index) => !isPeriod(columns[index] as ResultColumn))
    .map((index) => {
      const key = claims.keyOfName.get(index)
      const isNameless = claims.cell({ row, index }) === null
      return key !== undefined && isNameless && claims.cell({ row, index: key }) !== null ? key : index
    })
}

/** The group of a row: `FR`, `FR / Travel`, or `Alder Hotel / merchant 579` where others share the name. */
export function names(claims: Claims, row: number): Piece[] {
  const parts = namesOf(claims, row).map((index) => [
    claims.label({ row, index }),
    ...keyOf(claims, row, index),
  ])
  const periods = parts.length > 0 ? [] : claims.labels.map((index) => [claims.label({ row, index })])
  return [...parts, ...periods].flatMap((part, place) => (place === 0 ? part : [' / ', ...part]))
}

function keyOf(claims: Claims, row: number, name: number): Piece[] {
  const key = claims.keyOfName.get(name)
  if (key === undefined) return []
  const [shown, own] = [claims.cell({ row, index: name }), claims.cell({ row, index: key })]
  const namesake = claims.result.rows.some((cells) => cells[name] === shown && cells[key] !== own)
  return namesake && own !== null ? [' / ', claims.label({ row, index: key })] : []
}

/** The group of a row and its period: `Travel in Aug 2026`. */
export function namesInTime(claims: Claims, row: number): Piece[] {
  const time = claims.labels.find((index) => isPeriod(claims.result.columns[index] as ResultColumn))
  const group = names(claims, row)
  if (time === undefined || claims.labels.length === 1) return group
  return [...group, ` ${preposition(claims.result.columns[time])} `, claims.label({ row, index: time })]
}
