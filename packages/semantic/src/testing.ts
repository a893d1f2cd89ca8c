/** Models with their tables, and plans with their rows, for tests of engines that a test here cannot start. */
export { clicks, clickTables } from './compile/events/clicks.ts'
export { shop, shopTables } from './compile/shop.ts'

/** `x.plan.json` (a plan and its rows) and `x.<dialect>.sql`. */
export const goldenFolder = new URL('./compile/golden/', import.meta.url)
