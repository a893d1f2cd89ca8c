export type { ServedProject } from './projects.ts'
export { createServer, listen } from './server.ts'
export type { ServerDeps } from './server-deps.ts'
export type { Session, SignIn } from './sign-in.ts'
