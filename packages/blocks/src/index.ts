export type { Answer, Chart, Citation, Narrative } from './block.ts'
