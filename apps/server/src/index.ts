export type { ServedProject } from './projects.ts'
export { createServer, listen, type ServerDeps } from './server.ts'
export type { Session, SignIn } from './sign-in.ts'
