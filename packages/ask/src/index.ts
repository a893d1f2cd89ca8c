export type { Ask, AskOptions, Principal, Step } from './ask.ts'
