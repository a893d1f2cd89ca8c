export { freePort } from './testing/free-port.ts'
export { startTestServer, type TestServer } from './testing/start-postgres.ts'
