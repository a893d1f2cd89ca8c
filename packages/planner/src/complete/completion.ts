import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame } from '../structure/frame.ts'

/** One way (or several, to be asked about) to say what a frame leaves unsaid. */
export type Completion = (frame: Frame, index: CatalogIndex) => readonly Frame[]
