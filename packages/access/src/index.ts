export { accessError } from './errors.ts'
export { type AttributeValue, mayReview, type Principal } from './principal.ts'
export { type Grant, grant, slicesOf } from './slice.ts'
