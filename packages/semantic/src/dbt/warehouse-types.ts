import type { DataType } from '../model.ts'

/** The first pattern that fits names the type; what none fits (arrays, structs, JSON) is `other`. */
const TYPES: readonly (readonly [RegExp, DataType])[] = [
  [/^(?:array|struct|map|tuple|row|record|json|variant|object)\b|\[\]$|^_/, 'other'],
  [/^(?:bool|boolean|bit)\b/, 'boolean'],
  [/^(?:number|numeric|decimal|bignumeric|bigdecimal|dec|fixed)\s*\(\s*\d+\s*(?:,\s*0\s*)?\)$/, 'integer'],
  [/^(?:number|numeric|decimal|bignumeric|bigdecimal|dec|fixed|money)\b|^decimal\d+/, 'decimal'],
  [
    /^u?(?:tiny|small|medium|big|huge)?int(?:eger)?\d*\b|^(?:long|short|byteint|byte|(?:small|big)?serial|identity)\b/,
    'integer',
  ],
  [/^(?:float|double|real|half|binary_(?:float|double))/, 'double'],
  [/^date(?:32)?$/, 'date'],
  [/^(?:timestamp|datetime|smalldatetime)/, 'timestamp'],
  [/^time\b/, 'time'],
  [
    /^(?:var|n|nvar|bp)?char|^(?:character|string|text|tinytext|longtext|citext|clob|uuid|enum|fixedstring|name)\b/,
    'string',
  ],
]

/** What a warehouse's own name of a type means to us. `Nullable(…)` and `LowCardinality(…)` are seen through. */
export function dataTypeOfWarehouse(nativeType: string): DataType {
  const plain = nativeType.trim().toLowerCase()
  const inner = /^(?:nullable|lowcardinality)\((.*)\)$/.exec(plain)?.[1]
  if (inner !== undefined) return dataTypeOfWarehouse(inner)
  return TYPES.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other'
}
