import { basename, extname } from 'node:path'

/** A file's or folder's name as an identifier: `2024 order-items.csv` → `_2024_order_items`. */
export function tableNameOf(path: string): string {
  const stem = basename(path, extname(path))
  const name = stem
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  return /^\p{L}/u.test(name) ? name : `_${name}`
}

/** Names made unique, whatever their case: the second `orders` becomes `orders_2`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${name}_${count}`
    taken.add(unique.toLowerCase())
    return unique
  })
}
