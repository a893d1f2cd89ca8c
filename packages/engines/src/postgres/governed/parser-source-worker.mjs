// From source the thread reads TypeScript through tsx, which Node 20 does not load into threads by flag.
import { register } from 'tsx/esm/api'

register()
await import('./parser-worker.ts')
