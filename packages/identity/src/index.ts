export type { Authenticated, Credential } from './credential.ts'
