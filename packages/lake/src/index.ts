export { type Lake, type LakeWriter, openLake } from './lake.ts'
export type { LakeTable, Manifest, Segment } from './manifest.ts'
