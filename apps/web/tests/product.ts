import { join } from 'node:path'

const PORT = 4179
export const ROOT = join(import.meta.dirname, '../../..')
export const BASE_URL = `http://localhost:${PORT}`
export const SESSION_FILE = join(ROOT, 'artifacts/browser-session.json')
export const SERVE = ['bin/numize.mjs', 'serve', '--port', String(PORT), '--projects', 'examples']
