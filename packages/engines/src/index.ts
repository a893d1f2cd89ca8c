export type { Engine, Rows, RunOptions, Table } from './engine.ts'
