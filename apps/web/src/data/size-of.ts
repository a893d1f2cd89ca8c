const UNITS = ['bytes', 'kB', 'MB', 'GB'] as const

/** A size for people: `812 bytes`, `4.2 MB`. */
export function sizeOf(bytes: number): string {
  const at = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const figure = bytes / 1000 ** at
  return `${figure.toLocaleString('en-US', { maximumFractionDigits: at === 0 || figure >= 100 ? 0 : 1 })} ${UNITS[at]}`
}
