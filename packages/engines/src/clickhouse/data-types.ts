import type { DataType } from '@numize/semantic'

const TYPES: readonly (readonly [RegExp, DataType])[] = [
  [/^Bool$/, 'boolean'],
  [/^U?Int(8|16|32|64|128|256)$/, 'integer'],
  [/^Decimal/, 'decimal'],
  [/^(Float32|Float64|BFloat16)$/, 'double'],
  [/^(String|UUID|IPv4|IPv6|FixedString\(|Enum)/, 'string'],
  [/^Date(32)?$/, 'date'],
  [/^DateTime/, 'timestamp'],
  [/^Time/, 'time'],
]

/**
 * The type of a column by ClickHouse's own name for it. Arrays, maps, tuples and JSON are `other`; a variant of
 * numbers, which is what a decimal beside a float makes, is a number.
 */
export function dataTypeOf(nativeType: string): DataType {
  const bare = bareType(nativeType)
  const variants = /^Variant\((.*)\)$/.exec(bare)?.[1]
  if (variants !== undefined) return variantType(variants)
  return TYPES.find(([form]) => form.test(bare))?.[1] ?? 'other'
}

export const isNullable = (nativeType: string): boolean => /^(LowCardinality\()?Nullable\(/.test(nativeType)

/** Without `Nullable` and `LowCardinality`; of an aggregate's state what it makes. */
function bareType(nativeType: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(nativeType)?.[1]
  if (inner !== undefined) return bareType(inner)
  const kept = /^SimpleAggregateFunction\(\w+, (.*)\)$/.exec(nativeType)?.[1]
  return kept === undefined ? nativeType : bareType(kept)
}

const NUMBERS = new Set<DataType>(['integer', 'decimal', 'double'])

function variantType(variants: string): DataType {
  const types = new Set(variants.split(/, (?![^(]*\))/).map(dataTypeOf))
  const [first = 'other'] = types
  if (types.size === 1) return first
  return [...types].every((type) => NUMBERS.has(type)) ? 'double' : 'other'
}
