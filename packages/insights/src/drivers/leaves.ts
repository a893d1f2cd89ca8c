/**
 * The finest breakdown of a change: one row ("leaf") for each combination of dimension members. A column of codes for
 * each dimension, each code an index into its `values`; every column has one entry a leaf.
 */
export interface Leaves {
  readonly size: number
  readonly dimensions: readonly LeafDimension[]
}

export interface LeafDimension {
  readonly name: string
  readonly values: readonly string[]
  readonly codes: Int32Array
}

/** What rows without a member are called. */
export const NO_MEMBER = '(none)'

/** One member in each of some dimensions: "country = DE and plan = team". */
export type Segment = readonly { readonly dimension: string; readonly value: string }[]

/** All segments over the same dimensions: `group[leaf]` says which of them a leaf is in. */
export interface Cuboid {
  readonly dimensions: readonly number[]
  readonly group: Int32Array
  readonly groups: number
  /** A leaf of each group, from which its members are read. */
  readonly sample: Int32Array
}

/**
 * Columns of text turned into codes.
 * @param columns one array a dimension, all of one length; null is a member of its own, called "(none)"
 */
export function leavesOf(names: readonly string[], columns: readonly (readonly (string | null)[])[]): Leaves {
  const size = columns[0]?.length ?? 0
  const dimensions = names.map((name, d) => {
    const ids = new Map<string, number>()
    const codes = new Int32Array(size)
    for (let i = 0; i < size; i++) {
      const value = columns[d]?.[i] ?? NO_MEMBER
      let id = ids.get(value)
      if (id === undefined) ids.set(value, (id = ids.size))
      codes[i] = id
    }
    return { name, values: [...ids.keys()], codes }
  })
  return { size, dimensions }
}

/** Every way to group leaves by one to `depth` dimensions, coarsest first. */
export function cuboidsOf(leaves: Leaves, depth: number): Cuboid[] {
  const cuboids: Cuboid[] = []
  for (let size = 1; size <= Math.min(depth, leaves.dimensions.length); size++)
    for (const chosen of combinations(leaves.dimensions.length, size)) cuboids.push(cuboidOf(leaves, chosen))
  return cuboids
}

/** Keys up to this are looked up in an array rather than a map. */
const DENSE = 1 << 22

function cuboidOf(leaves: Leaves, dimensions: readonly number[]): Cuboid {
  const { keys, range } = keysOf(leaves, dimensions)
  const group = new Int32Array(leaves.size)
  const sample: number[] = []
  const dense = range <= DENSE ? new Int32Array(range) : null
  const sparse = new Map<number, number>()
  for (let i = 0; i < leaves.size; i++) {
    const key = keys[i] ?? 0
    // Ids are kept one higher, so that 0 means none yet.
    let id = dense ? (dense[key] ?? 0) : (sparse.get(key) ?? 0)
    if (id === 0) {
      sample.push(i)
      id = sample.length
      if (dense) dense[key] = id
      else sparse.set(key, id)
    }
    group[i] = id - 1
  }
  return { dimensions, group, groups: sample.length, sample: Int32Array.from(sample) }
}

/** A number for each combination of members. */
function keysOf(leaves: Leaves, dimensions: readonly number[]): { keys: Float64Array; range: number } {
  const keys = new Float64Array(leaves.size)
  let range = 1
  for (const d of dimensions) {
    const dimension = leaves.dimensions[d]
    if (!dimension) continue
    const { codes, values } = dimension
    for (let i = 0; i < leaves.size; i++) keys[i] = (keys[i] ?? 0) * values.length + (codes[i] ?? 0)
    range *= values.length
  }
  return { keys, range }
}

export function segmentOf(leaves: Leaves, cuboid: Cuboid, group: number): Segment {
  const leaf = cuboid.sample[group] ?? 0
  return cuboid.dimensions.flatMap((d) => {
    const dimension = leaves.dimensions[d]
    return dimension
      ? [{ dimension: dimension.name, value: dimension.values[dimension.codes[leaf] ?? 0] ?? '' }]
      : []
  })
}

function combinations(of: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]]
  const found: number[][] = []
  for (let i = from; i <= of - size; i++)
    for (const rest of combinations(of, size - 1, i + 1)) found.push([i, ...rest])
  return found
}
