export type { Effects } from './effects.ts'
export { runCommand } from './run-command.ts'
